// Marks of attendance on a phone that may lose its connection: each mark is kept on the device,
// without any name, until the server has it. Sending one twice changes nothing there.
const form = document.querySelector("form[data-roll]");
const PATIENCE = 5000;

if (form) {
  const key = `zomerwijzer-roll-${form.dataset.roll}`;
  const state = form.querySelector(".roll__state");
  let sending = false;
  let again = 0;

  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const write = (marks) => {
    try {
      if (Object.keys(marks).length) localStorage.setItem(key, JSON.stringify(marks));
      else localStorage.removeItem(key);
    } catch { /* a browser that keeps nothing still has the button */ }
  };
  const say = (text) => { if (state && state.textContent !== text) state.textContent = text; };

  const later = () => {
    clearTimeout(again);
    again = setTimeout(send, PATIENCE);
  };

  async function send() {
    const marks = read();
    const names = Object.keys(marks);
    if (sending || !names.length) return;
    sending = true;
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    for (const name of names) {
      body.set(`seen-${name}`, marks[name].seen);
      body.set(`at-${name}`, String(marks[name].at));
    }
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
      });
      if (answer.ok) {
        const now = read();
        for (const name of names) if (now[name] && now[name].at === marks[name].at) delete now[name];
        write(now);
        say(Object.keys(now).length ? form.dataset.waiting : form.dataset.kept);
        if (Object.keys(now).length) later();
      } else if (answer.type === "opaqueredirect" || answer.status === 400) {
        say(form.dataset.again);
        later();
      } else if (answer.status >= 500 || answer.status === 429) {
        say(form.dataset.waiting);
        later();
      } else {
        say(form.dataset.refused);
      }
    } catch {
      say(form.dataset.waiting);
      later();
    } finally {
      sending = false;
    }
  }

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.name || !box.name.startsWith("seen-")) return;
    const marks = read();
    marks[box.name.slice(5)] = { seen: box.value, at: Date.now() };
    write(marks);
    send();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    if (!Object.keys(read()).length) say(form.dataset.kept);
  });
  window.addEventListener("online", send);

  // What was marked before and did not get through yet.
  for (const [name, mark] of Object.entries(read())) {
    const box = form.querySelector(`input[name="seen-${name}"][value="${mark.seen}"]`);
    if (box) box.checked = true;
  }
  send();
}
