// What is picked up: the places that light up, what is said about it, and what follows the mouse.
const NEXT = new Set(["ArrowRight", "ArrowDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp"]);

export class Hand {
  constructor(board) {
    this.board = board;
    this.grip = null;
    this.status = board.querySelector("[data-status]");
    this.bar = null;
    this.ghost = null;
  }

  /** Hold this; where it may go is not known yet. */
  take(grip) {
    this.grip = grip;
    this.found = null;
    grip.classList.add("is-lifted");
    this.board.classList.add("is-moving");
    this.show(this.board.dataset.sayBusy, true);
  }

  /** Light up where it may go. */
  light(found, byKey, drop) {
    const words = this.board.dataset;
    this.found = found;
    const count = found.targets.length;
    const ways = count === 1 ? words.sayOne : words.sayCount;
    const said = count ? `${count} ${ways}` : `${words.sayNone} ${this.why()}`;
    this.show(`${words.sayLifted}: ${found.thing}. ${said}`, true);
    for (const target of found.targets) this.button(target, drop);
    if (byKey) (this.drops()[0] ?? this.bar?.querySelector(".stop"))?.focus();
  }

  why() {
    const { refused, otherwise } = this.found;
    return Object.values(refused)[0] ?? otherwise;
  }

  button(target, drop) {
    const host = document.getElementById(target.host);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "drop";
    button.dataset.target = target.target;
    button.textContent = host ? target.label : target.full;
    button.setAttribute("aria-label", target.full);
    if (target.note) {
      const note = document.createElement("span");
      note.className = "drop__note";
      note.textContent = target.note;
      button.append(note);
      button.setAttribute("aria-label", `${target.full}. ${target.note}`);
    }
    button.addEventListener("click", () => drop(target.target));
    if (host) {
      host.classList.add("is-lit");
      (host.querySelector(":scope > [data-drops]") ?? host).append(button);
    } else {
      this.bar.append(button);
    }
  }

  drops() {
    return [...this.board.querySelectorAll(".drop")];
  }

  /** Go to another place by arrow; whether the key was one. */
  steps(key) {
    const drops = this.drops();
    const at = drops.indexOf(document.activeElement);
    if (!drops.length || !(NEXT.has(key) || BACK.has(key))) return false;
    const to = NEXT.has(key) ? at + 1 : at - 1;
    drops[(to + drops.length) % drops.length].focus();
    return true;
  }

  /** The mouse has it: a name goes along. */
  follow(x, y) {
    if (!this.grip) return;
    if (!this.ghost) {
      this.ghost = document.createElement("div");
      this.ghost.className = "ghost";
      this.ghost.setAttribute("aria-hidden", "true");
      this.ghost.textContent = (
        this.grip.closest(".piece")?.querySelector(".piece__title")?.firstChild ?? this.grip
      ).textContent.trim();
      if (!this.grip.classList.contains("grip")) this.ghost.textContent = this.grip.textContent.trim();
      document.body.append(this.ghost);
    }
    this.ghost.style.transform = `translate(${x + 12}px, ${y + 8}px)`;
  }

  /** The mouse let go over something. */
  letGo(under, drop) {
    this.ghost?.remove();
    this.ghost = null;
    if (!this.found) return;
    const button = under?.closest(".drop");
    const spot = under?.closest("[data-spot]");
    const own = spot ? [...spot.querySelectorAll(":scope > .drop, :scope > [data-drops] > .drop")] : [];
    if (button) drop(button.dataset.target);
    else if (own.length === 1) drop(own[0].dataset.target);
    else if (own.length > 1) own[0].focus();
    else if (spot && !spot.contains(this.grip)) {
      const outer = spot.parentElement.closest("[data-spot]");
      const why = this.found.refused[spot.id] ?? this.found.refused[outer?.id] ?? this.found.otherwise;
      this.cancel(false);
      this.refuse(why);
    } else this.cancel(true);
  }

  /** Say why it cannot be. */
  refuse(why) {
    this.show(`${this.board.dataset.sayRefused}: ${why}`, false);
    this.bar.classList.add("board__hand--no");
  }

  /** Say what was done; `link`: where more can be read, in the words of `why`. */
  tell(said, link, why) {
    this.show(said, false);
    if (!link) return;
    const more = document.createElement("a");
    more.className = "govuk-link";
    more.href = link;
    more.textContent = why;
    this.bar.querySelector("p").append(" ", more);
  }

  /** Put it back; `aloud`: say so, and go back to where it was picked up. */
  cancel(aloud) {
    for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
    for (const button of this.drops()) button.remove();
    this.ghost?.remove();
    this.ghost = null;
    this.board.classList.remove("is-moving");
    this.hide();
    const { grip } = this;
    this.grip = null;
    grip?.classList.remove("is-lifted");
    if (aloud && grip) {
      this.status.textContent = this.board.dataset.sayCancel;
      grip.focus();
    }
  }

  show(said, holding) {
    this.hide();
    this.status.textContent = said;
    this.bar = document.createElement("div");
    this.bar.className = "board__hand";
    const text = document.createElement("p");
    text.textContent = said;
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "stop";
    stop.textContent = holding ? this.board.dataset.sayStop : "OK";
    stop.addEventListener("click", () => (this.grip ? this.cancel(true) : this.hide()));
    this.bar.append(text, stop);
    this.board.append(this.bar);
  }

  hide() {
    this.bar?.remove();
    this.bar = null;
  }
}
