const page = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;

// Theme: the system's until the reader chooses.
const system = window.matchMedia("(prefers-color-scheme: dark)");
const remembered = (() => { try { return localStorage.getItem("tradewar-theme"); } catch { return null; } })();
if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;
const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
const themeButton = document.getElementById("theme");
const nameButton = () => { themeButton.textContent = isDark() ? "Light" : "Dark"; };

// Figures are written in light colours; each has one dark counterpart.
const themed = value => {
  if (typeof value === "string") return isDark() ? value.replace(/#[0-9a-f]{6}/g, shade => page.dark[shade] ?? shade) : value;
  if (Array.isArray(value)) return value.map(themed);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, themed(item)]));
  return value;
};
