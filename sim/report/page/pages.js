// One page of the file is seen at a time; its charts are drawn when it is first opened.
const leaves = [...document.querySelectorAll("main > .chapter")];
const links = [...document.querySelectorAll(".contents a")];
const shown = () => leaves.find(leaf => "current" in leaf.dataset);
const entriesOn = leaf => [...leaf.querySelectorAll("[data-chart]")].map(card => state.get(card.dataset.chart));
const drawPage = leaf => Promise.all(entriesOn(leaf).map(draw));
const drawAgain = () => {
  for (const entry of state.values()) entry.drawn = false;
  return drawPage(shown());
};
const open = (first = false) => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const leaf = target?.closest("main > .chapter") ?? leaves[0];
  for (const other of leaves) delete other.dataset.current;
  leaf.dataset.current = "";
  for (const link of links) {
    if (link.hash === "#" + leaf.id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  links.find(link => link.hash === "#" + leaf.id)?.scrollIntoView({block: "nearest", inline: "center"});
  if (target && target !== leaf && leaf.contains(target)) target.scrollIntoView();
  else if (!first && target?.id !== "main") {
    const top = document.querySelector(".contents").offsetTop;
    if (scrollY > top) scrollTo({top, behavior: "instant"});
    leaf.querySelector("h2").focus({preventScroll: true});
  }
  return Promise.all(entriesOn(leaf).filter(entry => !entry.drawn).map(draw));
};

for (const entry of state.values()) {
  const card = cardOf(entry);
  for (const choice of card.querySelectorAll("[data-view]")) {
    choice.addEventListener("click", () => {
      entry.label = choice.dataset.view;
      dress(entry);
      draw(entry);
      entry.tell?.();
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
  setUpPlayer(entry);
}
for (const choice of document.querySelectorAll("[data-basis]")) {
  choice.addEventListener("click", () => {
    basis = root.dataset.basis = choice.dataset.basis;
    for (const other of document.querySelectorAll("[data-basis]")) other.setAttribute("aria-pressed", String(other === choice));
    for (const entry of state.values()) {
      if (entry.chart.views.some(view => view.basis)) dress(entry);
    }
    drawAgain();
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

themeButton.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("tradewar-theme", root.dataset.theme); } catch { /* the choice holds until the page is closed */ }
  nameButton();
  drawAgain();
});
system.addEventListener("change", () => { nameButton(); drawAgain(); });
let waiting = 0;
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAgain, 120); });
window.addEventListener("hashchange", () => open());
// On paper every page is seen, in light colours.
window.addEventListener("beforeprint", () => {
  root.dataset.printing = "";
  for (const entry of state.values()) draw(entry);
});
window.addEventListener("afterprint", () => {
  delete root.dataset.printing;
  drawAgain();
});

nameButton();
open(true).then(() => { root.dataset.drawn = "true"; });
