// A box above the list that chooses all rows of the page; without it, one chooses row by row.

const place = document.querySelector("[data-choose-all]");
const rows = [...document.querySelectorAll("input[name=rows]")];

if (place && rows.length > 1) {
  const model = rows[0].closest(".chooser").cloneNode(true);
  const box = model.querySelector("input");
  const label = model.querySelector("label");
  box.id = "row-all";
  box.checked = false;
  box.removeAttribute("name");
  label.htmlFor = "row-all";
  label.querySelector("span").textContent = place.dataset.chooseAll;
  place.append(model);
  box.addEventListener("change", () => {
    for (const row of rows) row.checked = box.checked;
  });
  for (const row of rows) {
    row.addEventListener("change", () => {
      box.checked = rows.every((each) => each.checked);
    });
  }
}
