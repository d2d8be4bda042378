// A map to move and zoom weighs more than the page, so it comes when somebody wants it.
const still = document.querySelector("[data-still]");
const button = still?.querySelector("button");

if (button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = button.dataset.style;
    const dressed = new Promise((done) => { style.addEventListener("load", done); });
    // Before our own, which say more.
    document.querySelector("link[rel=stylesheet]").before(style);
    await Promise.all([import(button.dataset.leaflet), dressed]);
    await import("./sites.js");
    still.hidden = true;
    const map = document.querySelector("[data-map]");
    map.tabIndex = 0;
    map.focus();
  });
}
