// Favourites without an account: addresses of services, kept in this browser and nowhere else.
(() => {
  "use strict";

  const store = "ke-favourites";
  const most = 100;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(store));
      return Array.isArray(kept) ? kept.filter((each) => /^[-\w]+$/.test(each)) : [];
    } catch {
      return [];
    }
  };

  // False when the browser keeps nothing, as in some private windows.
  const write = (slugs) => {
    try {
      localStorage.setItem(store, JSON.stringify(slugs));
      return true;
    } catch {
      return false;
    }
  };

  const query = (slugs) => slugs.map((slug) => `t=${encodeURIComponent(slug)}`).join("&");

  const show = () => {
    const slugs = read();
    for (const button of document.querySelectorAll("[data-favourite]")) {
      const isOn = slugs.includes(button.dataset.favourite);
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isOn));
      button.querySelector("[data-on]").hidden = !isOn;
      button.querySelector("[data-off]").hidden = isOn;
    }
    for (const link of document.querySelectorAll("[data-favourites-link]")) {
      link.hidden = slugs.length === 0;
      link.search = query(slugs);
      link.querySelector("[data-favourites-number]").textContent = `(${slugs.length})`;
    }
    for (const button of document.querySelectorAll("[data-favourites-clear]")) {
      button.hidden = slugs.length === 0;
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-favourite]");
    if (button) {
      const slug = button.dataset.favourite;
      const slugs = read();
      const isOn = slugs.includes(slug);
      write(isOn ? slugs.filter((each) => each !== slug) : [...slugs, slug].slice(-most));
      show();
    }
    const clear = event.target.closest("[data-favourites-clear]");
    if (clear) {
      write([]);
      location.assign(clear.dataset.favouritesClear);
    }
  });

  // Another tab has saved something.
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
  document.addEventListener("htmx:afterSwap", show);
  document.addEventListener("htmx:oobAfterSwap", show);

  // The page of what is saved is an address that can be shared; without one, this browser's own list is shown.
  const list = document.querySelector("[data-saved-list]");
  if (list && !location.search && read().length) location.replace(`?${query(read())}`);
  show();
})();
