// Rows of wishes: which offers fit the age, and when and where each of them is, at once. Without
// this, every choice is there, and the server says which does not fit.
const frame = document.querySelector("[data-offers]");
const form = frame?.closest("form");
const year = form?.elements.namedItem("birth_year");

function start() {
  const offers = JSON.parse(frame.dataset.offers);
  const fits = (number) => {
    const offer = offers[number];
    const age = /^\d{4}$/.test(year.value.trim()) ? form.dataset.year - year.value : null;
    return !offer || age === null || ((offer.from ?? 0) <= age && age <= (offer.to ?? 999));
  };

  // The options that are not allowed are taken out: hiding them does not work everywhere.
  const keep = (select, allowed) => {
    const chosen = select.value;
    select.replaceChildren(...select.every.filter((option) => !option.value || allowed(option)));
    select.value = chosen;
    if (select.selectedIndex < 0) select.value = "";
  };

  const byAge = (select) => {
    const chosen = select.value;
    const [none, ...others] = select.every;
    const good = others.filter((option) => fits(option.value));
    const bad = others.filter((option) => !fits(option.value));
    if (!bad.length || !good.length) select.replaceChildren(none, ...others);
    else select.replaceChildren(none, group(frame.dataset.fits, good), group(frame.dataset.other, bad));
    select.value = chosen;
  };

  const group = (label, options) => {
    const made = document.createElement("optgroup");
    made.label = label;
    made.append(...options);
    return made;
  };

  const rows = [...frame.querySelectorAll(".wish")].map((row) => {
    const [offer, block, location] = row.querySelectorAll("select");
    for (const select of [offer, block, location]) select.every = [...select.options];
    return { offer, block, location, note: row.querySelector(".wish__note") };
  });

  const show = ({ offer, block, location, note }) => {
    const asked = offers[offer.value];
    keep(block, (option) => !asked || asked.blocks.includes(Number(option.value)));
    keep(location, (option) => !asked?.locations.length || asked.locations.includes(Number(option.value)));
    const warning = fits(offer.value) ? "" : frame.dataset.warning;
    if (note.textContent !== warning) note.textContent = warning;
  };

  for (const row of rows) row.offer.addEventListener("change", () => show(row));
  year.addEventListener("input", () => {
    for (const row of rows) {
      byAge(row.offer);
      show(row);
    }
  });
  for (const row of rows) {
    byAge(row.offer);
    show(row);
  }
}

if (frame && year) start();
