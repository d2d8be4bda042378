// Lets somebody drag over half days to paint them; a tap, a key and the form do the same.
for (const field of document.querySelectorAll("[data-painting]")) paintable(field);

function paintable(field) {
  let painting = null;
  let moved = false;
  const box = (at) => at?.closest?.(".half")?.querySelector("input");
  field.addEventListener("pointerdown", (event) => {
    moved = false;
    if (event.pointerType !== "mouse" || event.button !== 0) return; // a finger has to be able to scroll
    const first = box(event.target);
    if (!first) return;
    painting = { to: !first.checked, first };
    field.classList.add("is-drawing");
  });
  field.addEventListener("pointerover", (event) => {
    const here = box(event.target);
    if (!painting || !here || (here === painting.first && !moved)) return;
    moved = true;
    painting.first.checked = here.checked = painting.to;
  });
  field.addEventListener("click", (event) => {
    if (moved && event.detail > 0) event.preventDefault(); // the end of a drag is no tap
  }, true);
  window.addEventListener("pointerup", () => {
    painting = null;
    field.classList.remove("is-drawing");
  });
}
