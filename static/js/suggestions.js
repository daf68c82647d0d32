// Suggestions under a search field, as a combobox with a list. Without this the field is an ordinary one.
(() => {
  "use strict";

  const WAIT = 120;
  const SHORTEST = 2;

  const enhance = (field) => {
    const list = document.createElement("ul");
    list.id = `${field.id}-suggestions`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.dataset.suggestionsLabel || "");
    list.hidden = true;
    const anchor = document.createElement("div");
    anchor.className = "suggestions-anchor";
    field.replaceWith(anchor);
    anchor.append(field, list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);

    let timer = 0;
    let asked = 0;
    let chosen = -1;

    const choices = () => [...list.children];
    const close = () => {
      list.hidden = true;
      chosen = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const mark = (number) => {
      const all = choices();
      chosen = (number + all.length + 1) % (all.length + 1);
      if (chosen === all.length) chosen = -1;
      all.forEach((each, place) => each.setAttribute("aria-selected", String(place === chosen)));
      if (chosen < 0) field.removeAttribute("aria-activedescendant");
      else field.setAttribute("aria-activedescendant", all[chosen].id);
    };
    const take = (choice) => {
      field.value = choice.textContent.trim();
      close();
      field.form.requestSubmit();
    };
    const ask = async () => {
      const number = ++asked;
      const typed = field.value.trim();
      if (typed.length < SHORTEST) return close();
      try {
        const answer = await fetch(`${field.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
        if (!answer.ok || number !== asked || document.activeElement !== field) return undefined;
        list.innerHTML = await answer.text();
      } catch {
        return close();
      }
      chosen = -1;
      field.removeAttribute("aria-activedescendant");
      list.hidden = choices().length === 0;
      field.setAttribute("aria-expanded", String(!list.hidden));
      return undefined;
    };

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (chosen < 0 && event.key === "ArrowUp") mark(choices().length - 1);
        else mark(chosen + (event.key === "ArrowDown" ? 1 : -1));
      } else if (event.key === "Enter") {
        clearTimeout(timer);
        asked += 1;
        if (chosen >= 0) {
          event.preventDefault();
          take(choices()[chosen]);
        } else close();
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
    // Before the field loses focus, or the list would be gone under the pointer.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const choice = event.target.closest('[role="option"]');
      if (choice) take(choice);
    });
    field.addEventListener("blur", () => {
      asked += 1;
      close();
    });
  };

  document.querySelectorAll("input[data-suggestions]").forEach(enhance);
})();
