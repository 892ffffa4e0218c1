// Sorts and filters the table at once. Without scripts the links in its head and the form do the same.
(function () {
  "use strict";
  const table = document.getElementById("vergelijk-tabel");
  const body = table && table.querySelector(".gebieden-rijen");
  const heads = table ? Array.from(table.tHead.rows[0].cells) : [];
  const count = document.getElementById("telling");
  const filter = document.getElementById("filter");
  if (!body) return;

  const byName = new Intl.Collator("nl", { numeric: true, sensitivity: "base" });
  const nameOf = (row) => row.cells[0].textContent;
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();

  function compared(index, sign) {
    return function (one, other) {
      const names = byName.compare(nameOf(one), nameOf(other));
      if (index === 0) return sign * names;
      const [a, b] = [one, other].map((row) => row.cells[index].dataset.waarde);
      if (a === undefined || b === undefined) return (a === undefined) - (b === undefined) || names;
      return sign * (Number(a) - Number(b)) || names;
    };
  }

  function remember(changes) {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    window.history.replaceState(null, "", address);
    heads.forEach(lead);
  }

  // Who opens a head in another tab gets the page that a click here shows.
  function lead(head) {
    const target = new URL(window.location.href);
    target.searchParams.set("sorteer", head.dataset.kolom);
    target.searchParams.set("richting", wouldSortUp(head) ? "op" : "af");
    target.hash = "tabel";
    head.querySelector("a").href = target;
  }

  function wouldSortUp(head) {
    const sort = head.getAttribute("aria-sort");
    return sort === "none" ? head.cellIndex === 0 : sort === "descending";
  }

  function hiddenField(name, value) {
    const form = document.getElementById("keuze");
    let field = form.querySelector(`input[name="${name}"]`);
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    field.value = value;
  }

  function sort(head) {
    const toUp = wouldSortUp(head);
    body.append(...Array.from(body.rows).sort(compared(head.cellIndex, toUp ? 1 : -1)));
    for (const one of heads) {
      one.setAttribute("aria-sort", one === head ? (toUp ? "ascending" : "descending") : "none");
      one.querySelector(".pijl").textContent = one === head ? (toUp ? " ▲" : " ▼") : "";
    }
    const state = { sorteer: head.dataset.kolom, richting: toUp ? "op" : "af" };
    remember(state);
    for (const [name, value] of Object.entries(state)) hiddenField(name, value);
  }

  table.tHead.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    sort(link.closest("th"));
  });

  // A browser takes a head that sticks for being in sight, also where the names stand over it.
  table.tHead.addEventListener("focusin", function (event) {
    const head = event.target.closest("th");
    if (head === heads[0]) return;
    const below = heads[0].getBoundingClientRect().right - head.getBoundingClientRect().left;
    if (below > 0) table.parentElement.scrollLeft -= below;
  });

  // The page was made with this filter: the rows that it left out are not here, so that only a longer one can be applied.
  const served = plain(filter.value);
  filter.addEventListener("input", function () {
    const wanted = plain(filter.value);
    if (!wanted.includes(served)) return;
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !plain(nameOf(row)).includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = `${shown} ${shown === 1 ? count.dataset.enkel : count.dataset.meer}` + (wanted ? ` met “${filter.value.trim()}” in de naam` : "");
    remember({ filter: filter.value.trim() });
  });
})();
