// Tables are written when they are opened; CSV and table have the same rows.
const columnsOf = chart => chart.data.map(column => Array.isArray(column) ? column : column.places.map(at => column.words[at]));
const rowsOf = chart => {
  const columns = columnsOf(chart);
  return (columns[0] ?? []).map((_, row) => columns.map(column => column[row]));
};
const quoted = value => {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csv = chart => [chart.columns, ...rowsOf(chart)].map(row => row.map(quoted).join(",")).join("\n") + "\n";
const number = new Intl.NumberFormat("en", {maximumSignificantDigits: 4});
const printed = (value, kind) => {
  if (value === null) return "\u2013";
  if (kind === "percent") return (value * 100).toFixed(2).replace(/^-(0\.00)$/, "$1") + "%";
  if (kind === "billions") return (value / 1000).toFixed(2);
  if (kind === "index") return value.toFixed(4);
  return typeof value === "number" ? number.format(value) : value;
};
const isText = kind => ["text", "date"].includes(kind);
const fillTable = (chart, region) => {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  chart.headings.forEach((heading, index) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    const sorter = document.createElement("button");
    sorter.type = "button";
    sorter.textContent = heading;
    sorter.addEventListener("click", () => sortBy(index, cell));
    cell.append(sorter);
    if (!isText(chart.kinds[index])) cell.className = "number";
    head.append(cell);
  });
  const body = table.createTBody();
  const lines = rowsOf(chart).map(row => ({row, line: document.createElement("tr")}));
  // Numbers start with the largest, words with the first letter; what has no value comes last either way.
  const sortBy = (index, cell) => {
    const text = isText(chart.kinds[index]);
    const falling = cell.ariaSort ? cell.ariaSort === "ascending" : !text;
    for (const other of head.cells) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const order = (a, b) => text ? String(a).localeCompare(String(b)) : a - b;
    lines.sort(({row: one}, {row: other}) => {
      const [a, b] = [one[index], other[index]];
      if (a === null || b === null) return (a === null) - (b === null);
      return falling ? order(b, a) : order(a, b);
    });
    body.append(...lines.map(({line}) => line));
  };
  for (const {row, line} of lines) {
    body.append(line);
    row.forEach((value, index) => {
      const cell = line.insertCell();
      cell.textContent = printed(value, chart.kinds[index]);
      if (!isText(chart.kinds[index])) cell.className = "number";
    });
  }
  region.replaceChildren(table);
};
