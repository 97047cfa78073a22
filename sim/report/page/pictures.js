// Downloads: the chart's data as CSV, the picture with title and source.
const save = (name, blob) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
const broken = (text, width) => {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + word.length >= width) lines.push(word);
    else lines.push((lines.pop() + " " + word).trim());
  }
  return lines;
};
const glyphs = {line: "\u2014", dash: "- -", dot: "\u25cf", ring: "\u25cb", diamond: "\u25c7", bar: "\u25a0", flag: "\u25bc", band: "\u2592", "band faint": "\u2591"};
const picture = (entry, format) => {
  const view = viewOf(entry);
  const {data, layout} = figureOf(entry, false);
  const lines = broken(titleOf(entry), 88);
  const keys = view.keys.map(([name, shade, mark]) => `<span style="color:${themed(shade)}">${glyphs[mark]}</span> ${name}`);
  const small = line => "<span style='font-size:13px'>" + line + "</span>";
  const caption = view.frames ? " " + (view.captions[entry.frame ?? lastFrame(view)] ?? "") : "";
  const text = ["<b>" + lines.join("<br>") + "</b>", ...broken(view.subtitle + caption, 130).map(small), small(keys.join("   "))].join("<br>");
  const top = 66 + 24 * lines.length + 20 * broken(view.subtitle + caption, 130).length;
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
