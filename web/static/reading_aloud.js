// Reads a page out with a voice of the device itself: nothing is sent to anybody. Where there is
// no such voice in the language of the page, there is no button; the text stands there either way.

const speech = window.speechSynthesis;

function spoken(language) {
  const begin = language.toLowerCase().split("-")[0];
  const mine = speech.getVoices().filter((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === begin);
  return mine.find((voice) => voice.default) || mine[0];
}

function aloud(part) {
  const button = part.querySelector("[data-read]");
  const language = document.documentElement.lang;
  let round = 0; // what an earlier round still says does not count

  const show = (reading) => {
    button.textContent = reading ? button.dataset.stop : button.dataset.read;
  };
  const stop = () => {
    round += 1;
    speech.cancel();
    show(false);
  };
  const read = () => {
    const mine = round;
    const pieces = [...part.querySelectorAll("[data-say]")].map((piece) => {
      const words = new SpeechSynthesisUtterance(piece.textContent.trim());
      // A title is in Dutch also on a page in another language.
      words.voice = spoken(piece.closest("[lang]").lang) || spoken(language);
      words.lang = words.voice.lang;
      return words;
    });
    pieces.at(-1).addEventListener("end", () => {
      if (mine === round) stop();
    });
    show(true);
    pieces.forEach((words) => speech.speak(words));
  };

  const offer = () => {
    button.hidden = !spoken(language);
  };
  offer();
  speech.addEventListener("voiceschanged", offer);
  window.addEventListener("pagehide", stop);
  button.addEventListener("click", () => {
    if (button.textContent === button.dataset.read) read();
    else stop();
  });
}

if (speech) document.querySelectorAll("[data-aloud]").forEach(aloud);
