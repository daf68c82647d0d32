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
    // Where htmx sends the form it has already stopped the event; a preview opens beside and may be asked for again.
    const opensBeside = (event.submitter?.formTarget || form.target) === "_blank";
    if (event.defaultPrevented || form.method !== "post" || opensBeside) return;
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

  const say = (text) => {
    window.clearTimeout(toastTimer);
    toast.textContent = text;
    toastTimer = window.setTimeout(() => (toast.textContent = ""), 8000);
  };

  // The session may end while someone writes. What was sent is kept in this tab until the form stands
  // here again after the log-in, for half an hour at most, and thrown away on any other page.
  const keptWord = {
    nb: "Vi tok vare på det du skrev. Se over og send en gang til.",
    nn: "Vi tok vare på det du skreiv. Sjå over og send ein gong til.",
    en: "We kept what you wrote. Look it over and send it again.",
  };
  const keptFor = 30 * 60 * 1000;
  const isKept = (field) =>
    field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type) && !field.disabled;

  const keep = (form) => {
    const fields = [...form.elements].filter(isKept).map((field) => ({
      name: field.name,
      value: field.value,
      checked: ["checkbox", "radio"].includes(field.type) ? field.checked : undefined,
    }));
    try {
      sessionStorage.setItem("kept", JSON.stringify({ path: location.pathname, at: Date.now(), fields }));
    } catch {
      // A full or closed store only means that nothing is kept.
    }
  };

  const takeBack = () => {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem("kept"));
    } catch {
      return;
    }
    if (!kept || location.pathname.startsWith("/konto/")) return;
    sessionStorage.removeItem("kept");
    const form = document.querySelector("form[data-guard]");
    const cameFromLogin = document.referrer && new URL(document.referrer).pathname.startsWith("/konto/");
    if (!form || !cameFromLogin || kept.path !== location.pathname || Date.now() - kept.at > keptFor) return;
    for (const { name, value, checked } of kept.fields) {
      for (const field of [...form.elements].filter((each) => each.name === name && isKept(each))) {
        if (checked === undefined) field.value = value;
        else if (field.value === value) field.checked = checked;
      }
    }
    form.dataset.changed = "yes";
    say(keptWord[language] || keptWord.nb);
  };

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]") && event.target.method === "post") keep(event.target);
  });

  // A part of a page must not become the log-in page; and silence is no answer.
  const lostWord = {
    nb: "Det gikk ikke. Teksten din står her fortsatt. Prøv en gang til.",
    nn: "Det gjekk ikkje. Teksten din står her framleis. Prøv ein gong til.",
    en: "That did not work. Your text is still here. Please try again.",
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const address = event.detail.xhr.responseURL;
    if (address && new URL(address).pathname === "/konto/login/") {
      event.detail.shouldSwap = false;
      location.assign(`/konto/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
    }
  });

  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(trouble, () => say(lostWord[language] || lostWord.nb));
  }

  // A response with HX-Trigger: {"toast": "Lagret kl. 14.32"} says so at the foot of the page.
  document.addEventListener("toast", (event) => {
    say(event.detail.value);
  });

  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) prepare(event.detail.elt);
  });

  prepare(document);
  takeBack();
})();
