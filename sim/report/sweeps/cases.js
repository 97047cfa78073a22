// The table of cases is written from the data like those under the charts, and stands open.
const cases = document.querySelector("[data-cases]");
if (cases) {
  fillTable(page.cases, cases.querySelector(".scroll"));
  cases.querySelector("[data-cases-csv]").addEventListener("click", () => save("cases.csv", new Blob([csv(page.cases)], {type: "text/csv"})));
}
