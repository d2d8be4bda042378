// An advice run at work: asks how far it is. Without it, a link loads the page again.

const ASK_EVERY = 3_000;

async function ask() {
  const shown = document.getElementById("advice");
  if (!shown || shown.dataset.over === "yes") return;
  try {
    const part = new URL(window.location.href);
    part.searchParams.set("deel", "1");
    const answer = await fetch(part, { headers: { Accept: "text/html" } });
    if (answer.redirected || !answer.ok) {
      window.location.reload();
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const news = holder.content.getElementById("advice");
    if (!news || news.dataset.over === "yes") {
      window.location.reload();
      return;
    }
    // Not under somebody's hands: a link that has the focus stays what it is.
    if (!shown.contains(document.activeElement)) shown.replaceWith(news);
  } catch {
    // Away for a moment: asked again below.
  }
  window.setTimeout(ask, ASK_EVERY);
}

window.setTimeout(ask, ASK_EVERY);
