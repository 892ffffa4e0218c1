// Suggests areas under the search box (WAI-ARIA combobox with a list). Without scripts the form searches.
(function () {
  "use strict";
  const input = document.getElementById("zoek");
  if (!input) return;
  const LEAST_LETTERS = 2;
  const PAUSE_MS = 150;
  const list = Object.assign(document.createElement("div"), { id: "voorstellen", className: "voorstellen", hidden: true });
  const told = Object.assign(document.createElement("div"), { className: "alleen-voorlezen" });
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asked = null;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Voorgestelde gebieden");
  told.setAttribute("role", "status");
  input.after(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, "aria-haspopup": "listbox",
  })) input.setAttribute(name, value);

  function element(name, className, text) {
    return Object.assign(document.createElement(name), { className, textContent: text });
  }

  function option(gebied) {
    const one = element("div", "", gebied.naam);
    one.setAttribute("role", "option");
    one.setAttribute("aria-selected", "false");
    one.id = `voorstel-${options.length}`;
    one.dataset.adres = gebied.adres;
    if (gebied.waar) one.append(element("span", "waar", gebied.waar));
    options.push(one);
    return one;
  }

  function group(found, number) {
    const one = document.createElement("div");
    const head = element("div", "soort", found.soort);
    head.id = `soort-${number}`;
    head.setAttribute("role", "presentation");
    one.setAttribute("role", "group");
    one.setAttribute("aria-labelledby", head.id);
    one.append(head, ...found.gebieden.map(option));
    return one;
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(groups) {
    options = [];
    list.replaceChildren(...groups.map(group));
    close();
    if (!options.length) {
      told.textContent = "Geen voorstellen.";
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    told.textContent = options.length === 1 ? "1 voorstel." : `${options.length} voorstellen.`;
  }

  async function suggest() {
    const text = input.value.trim();
    if (asked) asked.abort();
    if (text.length < LEAST_LETTERS) {
      told.textContent = "";
      return close();
    }
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.voorstellen}?zoek=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).groepen);
    } catch (error) {
      // Suggestions are an extra: the form still searches.
      if (error.name !== "AbortError") close();
    }
  }

  function choose(index) {
    if (chosen >= 0) options[chosen].setAttribute("aria-selected", "false");
    chosen = index;
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function step(by) {
    // Past either end lies the box itself.
    const places = options.length + 1;
    choose(((chosen + 1 + by + places) % places) - 1);
  }

  input.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(suggest, PAUSE_MS);
  });
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" && list.hidden) {
      event.preventDefault();
      suggest();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      window.location.assign(options[chosen].dataset.adres);
    }
  });
  input.addEventListener("blur", close);
  // The box keeps its focus while the list is pressed, so that it does not close before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", function (event) {
    const one = event.target.closest("[role=option]");
    if (one) window.location.assign(one.dataset.adres);
  });
})();
