// Half days: drag over them to paint, a button for a whole week; ticking one chooses "only when
// ticked". Without this, they are boxes.
const boxes = (part) => [...part.querySelectorAll("input[type=checkbox]")];

function paint(frame) {
  let mode = null;
  let swallow = false;
  const set = (target) => {
    const box = target?.closest?.(".half")?.querySelector("input");
    if (box && frame.contains(box) && box.checked !== mode) {
      box.checked = mode;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  frame.addEventListener("pointerdown", (event) => {
    swallow = false;
    const box = event.target.closest(".half")?.querySelector("input");
    if (!box || event.button !== 0) return;
    mode = !box.checked;
    swallow = true;
    set(event.target);
    event.target.releasePointerCapture?.(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (mode !== null) set(document.elementFromPoint(event.clientX, event.clientY));
  });
  // What the pointer began, a click would turn back; a click by keyboard has no pointer before it.
  frame.addEventListener("click", (event) => {
    if (swallow && event.detail > 0 && event.target.closest(".half")) event.preventDefault();
  });
  for (const over of ["pointerup", "pointercancel"]) {
    window.addEventListener(over, (event) => {
      if (over === "pointercancel") swallow = false;
      mode = null;
    });
  }
}

function wholeWeeks(frame) {
  for (const week of frame.querySelectorAll("[data-whole]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button half-week__whole";
    button.textContent = week.dataset.whole;
    button.addEventListener("click", () => {
      const all = boxes(week);
      const on = all.some((box) => !box.checked);
      for (const box of all) box.checked = on;
      frame.dispatchEvent(new Event("change", { bubbles: true }));
    });
    week.querySelector(".half-week__name").append(button);
  }
}

function goesWith(frame) {
  const choices = [...(frame.form?.elements.namedItem("when") ?? [])];
  const only = choices.find((choice) => choice.value === "aangeduid");
  if (!only) return;
  const show = () => frame.classList.toggle("half-days--off", !only.checked);
  frame.addEventListener("change", () => {
    only.checked = true;
    show();
  });
  for (const choice of choices) choice.addEventListener("change", show);
  show();
}

for (const frame of document.querySelectorAll("[data-half-days]")) {
  paint(frame);
  wholeWeeks(frame);
  goesWith(frame);
}
