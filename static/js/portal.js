// Small comforts on top of pages that work without them. No framework, nothing inline.
(() => {
  "use strict";

  const busyWord = { nb: "Vent litt …", nn: "Vent litt …", en: "One moment …" };
  const language = document.documentElement.lang.slice(0, 2);
  const toast = document.getElementById("toast");
  let toastTimer;

  // A second press on the same button must not send twice.
  const release = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.removeAttribute("aria-disabled");
      button.removeAttribute("data-busy-word");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    delete form.dataset.changed;
    const button = event.submitter;
    if (button) {
      button.setAttribute("aria-busy", "true");
      button.setAttribute("aria-disabled", "true");
      button.setAttribute("data-busy-word", busyWord[language] || busyWord.nb);
    }
    // A download or a lost connection leaves the page standing: the button must come back.
    window.setTimeout(() => release(form), 15000);
  });

  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // Text that is not saved is not thrown away without a question. <form data-guard>
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.changed = "yes";
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
  });

  // How much room is left: <textarea maxlength="2000" data-counter>
  const count = (field) => {
    const limit = Number(field.dataset.counter || field.maxLength);
    if (!(limit > 0)) return;
    let line = document.getElementById(`${field.id}_counter`);
    if (!line) {
      line = document.createElement("p");
      line.id = `${field.id}_counter`;
      line.className = "counter";
      line.setAttribute("aria-live", "polite");
      field.after(line);
    }
    const left = limit - field.value.length;
    const words = {
      nb: left < 0 ? `${-left} tegn for mye` : `${left} tegn igjen`,
      nn: left < 0 ? `${-left} teikn for mykje` : `${left} teikn att`,
      en: left < 0 ? `${-left} characters too many` : `${left} characters left`,
    };
    line.textContent = left < limit / 2 ? words[language] || words.nb : "";
    line.toggleAttribute("data-over", left < 0);
  };

  // Menus close with Esc, by a press outside, and when focus leaves them.
  const openMenus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  // "/" goes to the search field, as on every list of the work pages.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const field = [...document.querySelectorAll('input[type="search"]')].find((each) => each.offsetParent);
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });

  // <select data-submit> sends its form when it changes; without JavaScript the form's button does.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // <button data-print>
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  const prepare = (root) => {
    root.querySelectorAll("[data-counter]").forEach((field) => {
      field.addEventListener("input", () => count(field));
      count(field);
    });
    root.querySelectorAll("[data-print]").forEach((button) => button.removeAttribute("hidden"));
    const summary = root.querySelector("[data-focus]");
    if (summary) {
      summary.focus();
      summary.scrollIntoView({ block: "start" });
    }
  };

  // A response with HX-Trigger: {"toast": "Lagret kl. 14.32"} says so at the foot of the page.
  document.addEventListener("toast", (event) => {
    window.clearTimeout(toastTimer);
    toast.textContent = event.detail.value;
    toastTimer = window.setTimeout(() => (toast.textContent = ""), 8000);
  });

  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) prepare(event.detail.elt);
  });

  prepare(document);
})();
