const NARROW = 560;
const config = {displayModeBar: false, responsive: false, showSendToCloud: false, plotlyServerURL: "", doubleClick: false};

// Layouts say what differs from the one that figures share; further axes look like the first of their direction.
const merged = (base, patch) => {
  const result = {...base};
  for (const [key, value] of Object.entries(patch)) {
    const both = value && typeof value === "object" && !Array.isArray(value) && result[key];
    result[key] = both ? merged(result[key], value) : value;
  }
  return result;
};
const usualOf = name => page.layout[name.replace(/^([xy]axis)\d+$/, "$1")];
const filled = layout => {
  const whole = {...page.layout};
  for (const [name, value] of Object.entries(layout)) {
    const usual = usualOf(name);
    whole[name] = value && usual && typeof value === "object" && !Array.isArray(value) ? merged(usual, value) : value;
  }
  return whole;
};
for (const view of page.charts.flatMap(chart => chart.views)) view.layout = filled(view.layout);

// Frames name what they change, and in which traces, by places in a list: most of it comes again and again.
for (const view of page.charts.flatMap(chart => chart.views)) {
  for (const frame of view.frames ?? []) {
    frame.data = frame.data.map(place => view.patches[place]);
    if (frame.traces !== undefined) frame.traces = view.patches[frame.traces];
  }
}

// What is shown of a chart: a label of its own switch, the basis that the whole page has, and a frame.
let basis = "level";
const state = new Map(page.charts.map(chart => [chart.id, {chart, label: chart.views[0].label, frame: null, drawn: false}]));
const viewOf = entry => {
  const same = entry.chart.views.filter(view => view.label === entry.label);
  return same.find(view => view.basis === basis) ?? same[0];
};
const titleOf = entry => viewOf(entry).title ?? entry.chart.title;
const lastFrame = view => view.frames.length - 1;
const frameOf = entry => {
  const view = viewOf(entry);
  return view.frames ? view.frames[Math.min(entry.frame ?? lastFrame(view), lastFrame(view))] : null;
};

const place = id => document.getElementById("plot-" + id);
const cardOf = entry => place(entry.chart.id).closest("[data-chart]");
const figureOf = (entry, narrow) => {
  const view = viewOf(entry);
  const frame = frameOf(entry);
  let layout = narrow ? merged(view.layout, view.narrow) : {...view.layout};
  let data = view.data;
  if (frame) {
    data = [...data];
    (frame.traces ?? frame.data.map((_, index) => index)).forEach((trace, index) => { data[trace] = merged(data[trace], frame.data[index]); });
    layout = merged(layout, frame.layout ?? {});
  }
  const hidden = narrow ? "wide" : "narrow";
  if (layout.annotations) layout.annotations = layout.annotations.filter(item => item.name !== hidden);
  return {data: themed(data), layout: themed(layout)};
};
const draw = entry => {
  const target = place(entry.chart.id);
  entry.narrow = target.clientWidth < NARROW - 60;
  entry.drawn = true;
  const {data, layout} = figureOf(entry, entry.narrow);
  target.style.minHeight = layout.height + "px";
  return Plotly.react(target, data, {...layout, width: target.clientWidth}, config);
};

// Words and legend around the figure follow the view.
const keyItem = ([text, shade, mark]) => {
  const item = document.createElement("li");
  const sign = document.createElement("i");
  sign.className = "mark " + mark;
  sign.style.setProperty("--mark", "var(--c-" + shade.slice(1) + ")");
  item.append(sign, text);
  return item;
};
const dress = entry => {
  const card = cardOf(entry), view = viewOf(entry);
  if (view.title) {
    card.querySelector("h3").textContent = view.title;
    place(entry.chart.id).setAttribute("aria-label", view.title + ". " + view.subtitle);
  }
  card.querySelector(".subtitle").textContent = view.subtitle;
  card.querySelector(".keys").replaceChildren(...view.keys.map(keyItem));
  for (const choice of card.querySelectorAll("[data-view]")) choice.setAttribute("aria-pressed", String(choice.dataset.view === entry.label));
};
