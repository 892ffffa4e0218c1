// The map page: an address without blanks, and another year on the same map. Without scripts the form and links do it.
"use strict";

(function () {
  const form = document.getElementById("kaart-keuze");
  if (form) {
    form.addEventListener("formdata", function (event) {
      for (const [name, value] of Array.from(event.formData)) if (!value) event.formData.delete(name);
    });
  }

  const part = document.getElementById("kaart-tijd");
  const range = document.getElementById("jaarschuif");
  if (!part || !range || !document.getElementById("kaart")) return;

  const WAIT_MS = 120;
  const years = part.dataset.jaren.split(" ");
  const said = document.getElementById("jaar-gemeld");
  const output = part.querySelector("output");
  let outlines = part.dataset.vorm;
  let asked = null;
  let waiting = 0;

  function address(year) {
    const url = new URL(part.dataset.jaar, window.location.href);
    url.searchParams.set("periode", year);
    url.searchParams.set("vorm", outlines);
    return url;
  }

  function show(answer) {
    gebiedskaart.recolour("kaart", answer.kaart);
    outlines = answer.kaart.vorm;
    Object.entries(answer.delen).forEach(function ([id, html]) {
      const element = document.getElementById(id);
      if (element) element.innerHTML = html;
    });
    document.getElementById("kaart-legenda").innerHTML = answer.kaart.legenda;
    document.getElementById("kaart").previousElementSibling.innerHTML = answer.kaart.patronen;
    document.querySelectorAll("img.kaart-beeld").forEach((image) => { image.src = answer.afbeelding; });
    document.querySelectorAll(".kaart-bestand").forEach((link) => { link.href = answer.afbeelding; });
    form.elements.periode.value = String(answer.jaar);
    form.elements.klassen.value = new URL(answer.adres, window.location.href).searchParams.get("klassen");
    document.title = document.title.replace(/\d{4}( · )/, answer.jaar + "$1");
    window.history.replaceState(null, "", answer.adres);
    said.textContent = document.getElementById("kaart-kop").textContent;
  }

  async function move(year) {
    if (asked) asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(address(year), { signal: asked.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      said.textContent = "Het jaar " + year + " kwam niet; probeer het opnieuw.";
    }
  }

  function slide(wait) {
    const year = years[Number(range.value)];
    output.textContent = year;
    range.setAttribute("aria-valuetext", year);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => move(year), wait);
  }

  range.addEventListener("input", () => slide(WAIT_MS));
  document.getElementById("kaart-jaren").addEventListener("click", function (event) {
    const position = years.indexOf(event.target.textContent);
    if (!event.target.href || position < 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    range.value = position;
    range.focus();
    slide(0);
  });
  // A browser that comes back to the page keeps where the slider was; the map is of the year in the address.
  range.value = range.defaultValue;
  part.querySelector(".jaren-schuif").hidden = false;
})();
