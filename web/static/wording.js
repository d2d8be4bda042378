// While somebody types: asks which words of a text press or label, and offers another word.
// Nothing is kept on the way; without this module the form is looked at when it is sent.

const PAUSE = 600; // milliseconds without a key

for (const region of document.querySelectorAll("[data-wording]")) {
  const field = document.getElementById(region.dataset.wording);
  if (field && region.dataset.language) watch(field, region);
}

function watch(field, region) {
  let timer = 0;
  let asked = 0;

  const ask = async () => {
    const mine = ++asked;
    if (!field.value.trim()) return show("");
    try {
      const answer = await fetch(region.dataset.address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(field) },
        body: JSON.stringify({
          text: field.value,
          language: region.dataset.language,
          kind: region.dataset.kind ?? "",
          id: Number(region.dataset.id ?? 0),
        }),
      });
      if (answer.ok && !answer.redirected && mine === asked) show(await answer.text());
    } catch {
      // No connection: the form is looked at when it is sent.
    }
  };

  const show = (fragment) => {
    const said = fragment.trim();
    if (region.dataset.said === said) return; // what did not change is not read out again
    region.dataset.said = said;
    region.innerHTML = said;
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  region.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-by]");
    if (!button) return;
    const letters = Array.from(field.value); // positions count characters, not halves of them
    const { start, end, by } = button.dataset;
    field.value = [...letters.slice(0, Number(start)), by, ...letters.slice(Number(end))].join("");
    field.focus();
    ask();
  });
}

function token(field) {
  return field.form?.elements.namedItem("csrf_token")?.value ?? "";
}
