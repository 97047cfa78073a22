// The ranking is sorted by a click or a key on a heading, and again when the basis changes.
for (const table of document.querySelectorAll("[data-sortable]")) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const body = table.tBodies[0];
  const sort = () => {
    const column = heads.findIndex(head => head.hasAttribute("aria-sort"));
    const sign = heads[column].getAttribute("aria-sort") === "ascending" ? 1 : -1;
    const amount = row => {
      const text = row.cells[column].dataset[basis];
      return text === "" ? null : Number(text);
    };
    const order = (one, other) => {
      const [a, b] = [amount(one), amount(other)];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (a - b);
    };
    body.append(...[...body.rows].sort(order));
  };
  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => {
    const before = head.getAttribute("aria-sort");
    for (const other of heads) other.removeAttribute("aria-sort");
    const first = column === 0 ? "ascending" : "descending";
    const second = column === 0 ? "descending" : "ascending";
    head.setAttribute("aria-sort", before === first ? second : first);
    sort();
  }));
  for (const choice of document.querySelectorAll("[data-basis]")) choice.addEventListener("click", sort);
}
