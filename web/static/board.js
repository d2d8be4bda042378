// Picking something up and putting it elsewhere: by mouse, by touch and by keyboard.
// Without this file the same links lead to a form that does the same.
import { asked, sent } from "./board_talk.js";
import { Hand } from "./board_hand.js";
import { put, opened, sorted } from "./board_draw.js";

const board = document.querySelector("[data-board]");
const hand = new Hand(board);
const FAR = 6; // pixels before a press is a drag
const EDGE = 36; // pixels from an edge where the board begins to scroll
const STEP = 18;
let press = null;
let dragged = false;

function thing(grip) {
  return { soort: grip.dataset.lift, id: grip.dataset.id, van: grip.dataset.from ?? "" };
}

async function lift(grip, byKey) {
  if (board.dataset.busy) return;
  hand.cancel(false);
  hand.take(grip);
  try {
    const found = await asked(board, thing(grip));
    if (hand.grip === grip) hand.light(found, byKey, drop);
  } catch {
    hand.cancel(false);
    hand.refuse(board.dataset.sayFailed);
  }
}

async function drop(target) {
  const grip = hand.grip;
  if (!grip || board.dataset.busy) return;
  board.dataset.busy = "yes";
  const what = thing(grip);
  try {
    const answer = await sent(board, { ...what, naar: target });
    hand.cancel(false);
    if (answer.stamp === undefined) {
      hand.refuse(answer.said ?? board.dataset.sayFailed);
      grip.focus();
    } else {
      put(board, answer);
      await opened(board, answer.groups);
      hand.tell(answer.said, answer.link, answer.why);
      const kept = `[data-lift="${what.soort}"][data-id="${what.id}"]`;
      (board.querySelector(kept) ?? board.querySelector("[data-open]"))?.focus();
    }
  } catch {
    hand.cancel(false);
    hand.refuse(board.dataset.sayFailed);
  } finally {
    delete board.dataset.busy;
  }
}

board.addEventListener("click", (event) => {
  const grip = event.target.closest("[data-lift]");
  const card = event.target.closest("[data-open]");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (grip) {
    event.preventDefault();
    if (!dragged) lift(grip, event.detail === 0);
    dragged = false;
  } else if (card && matchMedia("(min-width: 56.25em)").matches) {
    event.preventDefault();
    opened(board, [], card.href);
  }
});

board.addEventListener("dragstart", (event) => event.preventDefault());

board.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-lift]");
  dragged = false;
  if (!grip || event.button !== 0) return;
  // A finger on a name scrolls the list; on a grip it drags.
  if (event.pointerType !== "mouse" && !grip.classList.contains("grip")) return;
  press = { grip, x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (!press) return;
  const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR;
  if (far && !press.waiting) {
    press.waiting = lift(press.grip, false);
    dragged = true;
  }
  if (press.waiting) {
    hand.follow(event.clientX, event.clientY);
    nudge(event.clientX, event.clientY);
  }
});

/** What is dragged to the edge of the board pulls the rest of it into sight. */
function nudge(x, y) {
  const sight = board.querySelector(".board__scroll");
  const { left, right, top, bottom } = sight.getBoundingClientRect();
  if (x < left - EDGE || x > right + EDGE) return;
  const pull = (near, from, to) => (near - from < EDGE ? -STEP : to - near < EDGE ? STEP : 0);
  sight.scrollBy(pull(x, left, right), pull(y, Math.max(top, 0), Math.min(bottom, innerHeight)));
}

document.addEventListener("pointerup", async (event) => {
  const { waiting } = press ?? {};
  press = null;
  if (!waiting) return;
  await waiting;
  const under = document.elementFromPoint(event.clientX, event.clientY);
  hand.letGo(under, drop);
});

document.addEventListener("pointercancel", () => {
  if (press?.waiting) hand.cancel(true);
  press = null;
});

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-lift]");
  if (event.key === " " && grip) {
    event.preventDefault();
    lift(grip, true);
  } else if (event.key === "Escape" && hand.grip) {
    event.preventDefault();
    hand.cancel(true);
  } else if (hand.grip && hand.steps(event.key)) {
    event.preventDefault();
  }
});

sorted(board);
