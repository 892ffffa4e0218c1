// Finds an area by its name, and sorts the tables by a column. Without it the file shows the same.
(function () {
  "use strict";
  const box = document.getElementById("zoek");
  const field = document.getElementById("zoekveld");
  const told = document.getElementById("zoek-gevonden");
  const items = Array.from(document.querySelectorAll("#inhoud li"));
  box.hidden = false;
  field.addEventListener("input", function () {
    const wanted = field.value.trim().toLowerCase();
    items.forEach(function (item) { item.hidden = !item.textContent.toLowerCase().includes(wanted); });
    told.textContent = items.filter(function (item) { return !item.hidden; }).length + " gebieden";
  });

  function valueOf(row, column) {
    const cell = row.cells[column];
    if (column === 0) return cell.textContent.trim();
    return cell.dataset.waarde === "" ? null : Number(cell.dataset.waarde);
  }

  function compare(a, b, column, sign) {
    const first = valueOf(a, column), second = valueOf(b, column);
    if (column === 0) return sign * first.localeCompare(second, "nl");
    if (first === null || second === null) return (first === null) - (second === null);
    return sign * (first - second);
  }

  document.querySelectorAll("table.sorteer").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", function () {
        const sign = head.getAttribute("aria-sort") === "descending" || (column === 0 && !head.hasAttribute("aria-sort")) ? 1 : -1;
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const rows = Array.from(table.tBodies[0].rows);
        rows.sort(function (a, b) { return compare(a, b, column, sign); });
        table.tBodies[0].append(...rows);
      });
    });
  });
})();
