"use strict";
// What the browser does by itself: wait for a pause in typing, mark lines, follow the theme, switch views.
(() => {
  const PAUSE = 400;
  const area = () => document.getElementById("yaml");
  const gutter = () => document.getElementById("gutter");
  let pending = null;

  const debounced = text => {
    if (pending) { clearTimeout(pending.timer); pending.resolve(window.dash_clientside.no_update); }
    return new Promise(resolve => {
      pending = { resolve, timer: setTimeout(() => { pending = null; resolve(text); }, PAUSE) };
    });
  };

  const marked = (text, marks) => {
    const lines = (text || "").split("\n").length;
    const worst = new Map();
    for (const mark of marks || []) {
      if (mark.line && worst.get(mark.line) !== "error") worst.set(mark.line, mark.severity);
    }
    gutter().replaceChildren(...Array.from({ length: lines }, (_, place) => {
      const line = document.createElement("span");
      line.textContent = String(place + 1);
      if (worst.has(place + 1)) line.className = worst.get(place + 1);
      return line;
    }));
    const style = getComputedStyle(area());
    const height = parseFloat(style.lineHeight);
    const top = parseFloat(style.paddingTop);
    const bands = [...worst].map(([line, kind]) => ({ y: top + (line - 1) * height, kind }));
    area().style.backgroundImage = bands.map(band => `linear-gradient(var(--${band.kind}-band),var(--${band.kind}-band))`).join(",");
    area().style.backgroundPosition = bands.map(band => `0 ${band.y}px`).join(",");
    area().style.backgroundSize = bands.map(() => `100% ${height}px`).join(",");
    follow();
    return [...worst].map(([line, kind]) => `${line}:${kind}`).join(" ");
  };

  const follow = () => { gutter().scrollTop = area().scrollTop; };

  const goTo = (line, column) => {
    const lines = area().value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    area().focus();
    area().setSelectionRange(start, start);
    area().scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(area()).lineHeight));
  };

  const only = (figure, width) => (figure.layout.annotations || []).filter(each => each.name === width);
  const wide = figure => ({ ...figure, layout: { ...figure.layout, annotations: only(figure, "wide") } });
  // On a small screen the names of lines go below the chart and their ends have the numbers alone.
  const narrow = figure => ({ ...figure, layout: {
    ...figure.layout, annotations: only(figure, "narrow"), showlegend: true,
    legend: { orientation: "h", x: 0, y: -0.22 }, margin: { ...figure.layout.margin, r: 52 },
  } });

  const themed = (figure, scheme) => {
    if (!figure) return window.dash_clientside.no_update;
    const fitted = innerWidth < 600 ? narrow(figure) : wide(figure);
    if (scheme !== "dark") return fitted;
    const pairs = document.getElementById("dark-colours").dataset.dark.split(",").map(pair => pair.split("="));
    const dark = Object.fromEntries(pairs);
    return JSON.parse(JSON.stringify(fitted).replace(/#[0-9a-f]{6}/g, colour => dark[colour] || colour));
  };

  const scheme = () => {
    const now = matchMedia("(prefers-color-scheme:dark)").matches ? "dark" : "light";
    if (scheme.last === now) return window.dash_clientside.no_update;
    scheme.last = now;
    return now;
  };

  // A text that differs from its file, or from what it began as, is given up only when the user says so.
  const confirmed = (choice, text, saved) => {
    const none = window.dash_clientside.no_update;
    if (!choice) return [none, none];
    if (text !== saved && !confirm("The text has changes that are not saved. Give them up?")) return [none, null];
    return [{ choice, at: Date.now() }, null];
  };

  const VIEWS = ["scenario", "run", "results"];
  const chosen = () => window.dash_clientside.callback_context.triggered_id.replace("go-", "");
  const shown = view => {
    requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
    return [...VIEWS.map(each => each !== view), ...VIEWS.map(each => each === view ? "page" : "false")];
  };

  document.addEventListener("scroll", event => { if (event.target === area()) follow(); }, true);
  document.addEventListener("click", event => {
    const finding = event.target.closest && event.target.closest(".finding[data-line]");
    if (finding && finding.dataset.line) goTo(Number(finding.dataset.line), Number(finding.dataset.column) || 1);
  });

  // The box beside a slider takes a number when it is left; the Enter key leaves it.
  document.addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.classList.contains("dash-range-slider-input")) event.target.blur();
  });

  // Sliders are drawn by Dash without a name; they take that of the text above them.
  const named = () => {
    for (const field of document.querySelectorAll("[data-slider]")) {
      const name = document.getElementById(`${field.dataset.slider}-label`);
      for (const control of field.querySelectorAll("[role=slider],input")) {
        if (name && control.getAttribute("aria-label") !== name.textContent) control.setAttribute("aria-label", name.textContent);
      }
    }
    for (const [label, id] of [["Begin with", "start"], ["Size", "size"]]) {
      const button = document.getElementById(id);
      if (button && button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
    }
  };
  new MutationObserver(named).observe(document.documentElement, { childList: true, subtree: true, characterData: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    explore: { debounced, marked, themed, scheme, confirmed, chosen, shown },
  });
})();
