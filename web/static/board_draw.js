// Puts what changed in its place on the board.
import { heart } from "./board_talk.js";

/** Cards of a cell in order of time; which cells are free. */
export function sorted(board) {
  for (const cell of board.querySelectorAll(".cell")) {
    const groups = cell.querySelector("[data-groups]");
    const pieces = [...groups.children];
    const inOrder = pieces.toSorted((a, b) => a.dataset.start - b.dataset.start);
    if (inOrder.some((piece, at) => piece !== pieces[at])) groups.append(...inOrder);
    cell.classList.toggle("cell--free", pieces.length === 0);
  }
}

/** The answer to a move: cards go, come and change; so do the lists beside them. */
export function put(board, answer) {
  board.dataset.stamp = answer.stamp;
  for (const number of answer.groups) {
    for (const old of board.querySelectorAll(`[data-group="${number}"]`)) old.remove();
  }
  for (const { cell, html } of answer.pieces) {
    document.getElementById(cell)?.querySelector("[data-groups]").insertAdjacentHTML("beforeend", html);
  }
  document.getElementById("board-beside").innerHTML = answer.beside;
  document.getElementById("board-bar").innerHTML = answer.bar;
  sorted(board);
}

/** Open a card beside the board, or read the one that is open again if it changed. */
export async function opened(board, groups, address = "") {
  const place = board.querySelector("[data-opened]");
  const there = place.querySelector("[data-opened-group]");
  if (!address) {
    if (!there || !groups.some((number) => String(number) === there.dataset.openedGroup)) return;
    const card = board.querySelector(`#group-${there.dataset.openedGroup} [data-open]`);
    place.innerHTML = card ? await heart(card.href) : "";
    return;
  }
  place.innerHTML = await heart(address);
  place.querySelector("#opened-name")?.focus();
  place.closest(".beside").scrollTop = 0;
}
