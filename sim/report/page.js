(() => {
"use strict";
const page = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;
const NARROW = 560;
const config = {displayModeBar: false, responsive: false, showSendToCloud: false, plotlyServerURL: "", doubleClick: false};
const state = new Map(page.charts.map(chart => [chart.id, {chart, view: 0, narrow: null}]));

// Theme: the system's until the reader chooses.
const system = window.matchMedia("(prefers-color-scheme: dark)");
const remembered = (() => { try { return localStorage.getItem("tradewar-theme"); } catch { return null; } })();
if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;
const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const button = document.getElementById("theme");
const nameButton = () => { button.textContent = isDark() ? "Light" : "Dark"; };

// Figures are written in light colours; each has one dark counterpart.
const themed = value => {
  if (typeof value === "string") return isDark() ? value.replace(/#[0-9a-f]{6}/g, shade => page.dark[shade] ?? shade) : value;
  if (Array.isArray(value)) return value.map(themed);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item)]));
  return value;
};
const merged = (base, patch) => {
  const result = {...base};
  for (const [key, value] of Object.entries(patch)) {
    const both = value && typeof value === "object" && !Array.isArray(value) && result[key];
    result[key] = both ? merged(result[key], value) : value;
  }
  return result;
};

const place = id => document.getElementById("plot-" + id);
const figureOf = (entry, narrow) => {
  const view = entry.chart.views[entry.view];
  const layout = narrow ? merged(view.layout, view.narrow) : {...view.layout};
  const hidden = narrow ? "wide" : "narrow";
  if (layout.annotations) layout.annotations = layout.annotations.filter(item => item.name !== hidden);
  return {data: themed(view.data), layout: themed(layout)};
};
const draw = entry => {
  const target = place(entry.chart.id);
  entry.narrow = target.clientWidth < NARROW - 60;
  const {data, layout} = figureOf(entry, entry.narrow);
  return Plotly.react(target, data, {...layout, width: target.clientWidth}, config);
};
const drawAll = () => Promise.all([...state.values()].map(draw));

// Downloads: the chart's data as CSV, the picture with title and source.
const save = (name, blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
const quoted = value => {
  const text = value === null ? "" : String(value);
  return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
};
const csv = chart => [chart.columns, ...chart.rows].map(row => row.map(quoted).join(",")).join("\n") + "\n";
const broken = (text, width) => {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push(word);
    else lines.push((lines.pop() + " " + word).trim());
  }
  return lines;
};
const glyphs = {line: "\u2014", dash: "- -", dot: "\u25cf", ring: "\u25cb", diamond: "\u25c7", bar: "\u25a0", flag: "\u25bc"};
const picture = (entry, format) => {
  const {data, layout} = figureOf(entry, false);
  const lines = broken(entry.chart.title, 88);
  const keys = entry.chart.keys.map(([name, shade, mark]) => `<span style="color:${themed(shade)}">${glyphs[mark]}</span> ${name}`);
  const small = line => "<span style='font-size:13px'>" + line + "</span>";
  const text = ["<b>" + lines.join("<br>") + "</b>", small(entry.chart.views[entry.view].subtitle), small(keys.join("   "))].join("<br>");
  const top = 88 + 24 * lines.length;
  const height = layout.height + top + 24;
  const below = layout.margin?.b ?? 28;
  const source = {
    text: "tradewar-sim. Stylised model, not a forecast.", font: {size: 11}, showarrow: false, align: "left",
    x: 0, xref: "paper", xanchor: "left", y: 0, yref: "paper", yanchor: "top", yshift: -below - 8,
  };
  const framed = merged(layout, {
    width: 1000, height,
    title: {text, x: 0.015, xanchor: "left", y: 1 - 34 / height, yanchor: "top", font: {size: 17}},
    margin: {t: top + (layout.xaxis?.side === "top" ? 26 : 0), b: below + 34},
  });
  framed.annotations = [...(framed.annotations ?? []), source];
  return Plotly.downloadImage({data, layout: framed, config}, {format, filename: entry.chart.id, width: framed.width, height: framed.height, scale: 2});
};

// Tables are written when they are opened.
const number = new Intl.NumberFormat("en", {maximumSignificantDigits: 4});
const printed = (value, kind) => {
  if (value === null) return "\u2013";
  if (kind === "percent") return (value * 100).toFixed(2) + "%";
  if (kind === "billions") return (value / 1000).toFixed(2);
  if (kind === "index") return value.toFixed(4);
  return typeof value === "number" ? number.format(value) : value;
};
const fillTable = (chart, region) => {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  chart.headings.forEach((heading, index) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    if (!["text", "date"].includes(chart.kinds[index])) cell.className = "number";
    head.append(cell);
  });
  const body = table.createTBody();
  for (const row of chart.rows) {
    const line = body.insertRow();
    row.forEach((value, index) => {
      const cell = line.insertCell();
      cell.textContent = printed(value, chart.kinds[index]);
      if (!["text", "date"].includes(chart.kinds[index])) cell.className = "number";
    });
  }
  region.replaceChildren(table);
};

for (const card of document.querySelectorAll("[data-chart]")) {
  const entry = state.get(card.dataset.chart);
  for (const choice of card.querySelectorAll("[data-view]")) {
    choice.addEventListener("click", () => {
      entry.view = Number(choice.dataset.view);
      for (const other of card.querySelectorAll("[data-view]")) other.setAttribute("aria-pressed", String(other === choice));
      card.querySelector(".subtitle").textContent = entry.chart.views[entry.view].subtitle;
      draw(entry);
    });
  }
  for (const choice of card.querySelectorAll("[data-save]")) {
    choice.addEventListener("click", () => {
      const kind = choice.dataset.save;
      if (kind === "csv") save(entry.chart.id + ".csv", new Blob([csv(entry.chart)], {type: "text/csv"}));
      else picture(entry, kind);
    });
  }
  const details = card.querySelector("[data-table]");
  details.addEventListener("toggle", () => {
    const region = details.querySelector(".scroll");
    if (details.open && !region.firstChild) fillTable(entry.chart, region);
  });
}
for (const choice of document.querySelectorAll("[data-copy]")) {
  choice.addEventListener("click", async () => {
    const text = document.getElementById(choice.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      choice.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}

button.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("tradewar-theme", root.dataset.theme); } catch { /* the choice holds until the page is closed */ }
  nameButton();
  drawAll();
});
system.addEventListener("change", () => { nameButton(); drawAll(); });
let waiting = 0;
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 120); });

nameButton();
drawAll().then(() => { root.dataset.drawn = "true"; });
})();
