// What the board asks of the site, and what it sends.
function address(path, board, more) {
  const words = new URLSearchParams(board.dataset.query);
  for (const [name, value] of Object.entries(more)) if (value) words.set(name, value);
  return `${path}?${words}`;
}

/** Where something may go. */
export async function asked(board, thing) {
  const answer = await fetch(address(board.dataset.targets, board, thing), {
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

/** Make a move; the answer says what became of it. */
export async function sent(board, move) {
  const answer = await fetch(address(board.dataset.move, board, {}), {
    method: "POST",
    headers: { "X-CSRFToken": board.dataset.token, "X-Requested-With": "fetch" },
    body: new URLSearchParams({ ...move, stempel: board.dataset.stamp }),
  });
  if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.statusText);
  return answer.json();
}

/** The heart of an opened card. */
export async function heart(address_) {
  const url = new URL(address_, location.href);
  url.searchParams.set("deel", "1");
  const answer = await fetch(url);
  return answer.ok ? answer.text() : "";
}
