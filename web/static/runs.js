// The page of a run at work: shows what changes as it goes. Without it, the page can be reloaded.

const ANNOUNCE_EVERY = 15_000;
const ASK_EVERY = 2_000;

const live = document.getElementById("live");
const said = document.getElementById("said");
let announcedAt = 0;
let asking;

/** Put what the server sends in the page, part by part, but not under somebody's hands. */
function show(news) {
  for (const [name, html] of Object.entries(news.parts)) {
    const part = live.querySelector(`[data-part="${name}"]`);
    if (part && !part.contains(document.activeElement)) part.innerHTML = html;
  }
  announce(news.said, news.over);
  if (news.over) window.location.reload();
}

/** Who hears the page hears what changed, not more often than four times a minute. */
function announce(sentence, now) {
  if (!now && Date.now() - announcedAt < ANNOUNCE_EVERY) return;
  if (said.textContent === sentence) return;
  said.textContent = sentence;
  announcedAt = Date.now();
}

async function ask() {
  try {
    const answer = await fetch(live.dataset.ask, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 403 || answer.status === 404) {
      window.location.reload();
      return;
    }
    if (answer.ok) show(await answer.json());
  } catch {
    // Away for a moment: asked again below.
  }
  asking = window.setTimeout(ask, ASK_EVERY);
}

function listen() {
  const stream = new EventSource(live.dataset.stream);
  stream.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    // A stream that ended by itself comes back by itself; one that was refused does not.
    if (stream.readyState === EventSource.CLOSED && !asking) asking = window.setTimeout(ask, 0);
  });
  window.addEventListener("pagehide", () => stream.close());
}

if (live) {
  announcedAt = Date.now();
  if ("EventSource" in window) listen();
  else ask();
}
