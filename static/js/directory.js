// The directory: the sheet of facets closes, and keeps open what the visitor has unfolded, while the results change.
(() => {
  "use strict";

  let unfolded = [];

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-close]");
    if (!button) return;
    const sheet = document.getElementById(button.dataset.close);
    if (sheet.matches(":popover-open")) sheet.hidePopover();
  });

  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll("#facet-list details[open]")].map((each) => each.id);
  });

  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const id of unfolded) {
      const fold = document.getElementById(id);
      if (fold) fold.open = true;
    }
  });
})();
