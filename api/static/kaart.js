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
  const map = document.getElementById("kaart");
  if (!part || !range || !map) return;

  const WAIT_MS = 120;
  const years = part.dataset.jaren.split(" ");
  const said = document.getElementById("jaar-gemeld");
  const output = part.querySelector("output");
  let outlines = part.dataset.vorm;
  let asked = null;
  let waiting = 0;
  let current = range.defaultValue;

  function address(year) {
    const url = new URL(part.dataset.jaar, window.location.href);
    url.searchParams.set("periode", year);
    url.searchParams.set("vorm", outlines);
    return url;
  }

  function tell(text, isFault) {
    said.textContent = text;
    said.classList.toggle("alleen-voorlezen", !isFault);
  }

  function point(position) {
    const year = years[Number(position)];
    range.value = position;
    output.textContent = year;
    range.setAttribute("aria-valuetext", year);
    return year;
  }

  function show(answer) {
    gebiedskaart.recolour("kaart", answer.kaart);
    outlines = answer.kaart.vorm;
    Object.entries(answer.delen).forEach(function ([id, html]) {
      const element = document.getElementById(id);
      if (element) element.innerHTML = html;
    });
    document.getElementById("kaart-legenda").innerHTML = answer.kaart.legenda;
    map.previousElementSibling.innerHTML = answer.kaart.patronen;
    document.querySelectorAll("img.kaart-beeld").forEach((image) => { image.src = answer.afbeelding; });
    document.querySelectorAll(".kaart-bestand").forEach((link) => { link.href = answer.afbeelding + (link.dataset.vorm || ""); });
    form.elements.periode.value = String(answer.jaar);
    form.elements.klassen.value = new URL(answer.adres, window.location.href).searchParams.get("klassen");
    document.title = document.title.replace(/\d{4}( · )/, answer.jaar + "$1");
    window.history.replaceState(null, "", answer.adres);
    current = String(years.indexOf(String(answer.jaar)));
    tell(document.getElementById("kaart-kop").textContent, false);
  }

  async function move(year) {
    if (asked) asked.abort();
    const own = asked = new AbortController();
    map.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address(year), { signal: own.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      point(current);
      tell("Het jaar " + year + " kwam niet; probeer het opnieuw.", true);
    } finally {
      if (asked === own) map.removeAttribute("aria-busy");
    }
  }

  function slide(wait) {
    const year = point(range.value);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => move(year), wait);
  }

  range.addEventListener("input", () => slide(WAIT_MS));
  document.getElementById("kaart-jaren").addEventListener("click", function (event) {
    const position = years.indexOf(event.target.textContent);
    if (!event.target.href || position < 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    range.value = String(position);
    range.focus();
    slide(0);
  });
  // A browser that comes back to the page keeps where the slider was; the map is of the year in the address.
  range.value = range.defaultValue;
  part.querySelector(".jaren-schuif").hidden = false;
})();
