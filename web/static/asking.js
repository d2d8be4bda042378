// What is easier with a script: a map to tap, wishes to drag, and a week tapped means "only when
// ticked". Without it there are fields, numbers, buttons and boxes.

function load(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    script.src = src;
    document.head.append(script);
  });
}

function weeks(frame) {
  const choices = [...frame.closest("form").elements.namedItem("when")];
  const ticked = choices.find((choice) => choice.value === "aangeduid");
  frame.addEventListener("change", () => {
    ticked.checked = true;
  });
}

function map(part) {
  const button = part.querySelector("[data-open]");
  const ground = part.querySelector("[data-ground]");
  button.hidden = false;
  // The map weighs more than the page, so it comes when somebody wants it.
  button.addEventListener("click", async () => {
    button.disabled = true;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = part.dataset.style;
    document.head.append(style);
    await load(part.dataset.leaflet);
    button.hidden = true;
    ground.hidden = false;
    draw(part, ground);
  });
}

function draw(part, ground) {
  const L = window.L;
  const lat = document.getElementById("lat");
  const lon = document.getElementById("lon");
  const chosen = part.querySelector("[data-chosen]");
  const dot = (mine) => L.divIcon({ className: `ask__dot${mine ? " ask__dot--mine" : ""}`, iconSize: mine ? [24, 24] : [12, 12], html: "" });
  const drawn = L.map(ground, { attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, minZoom: 8, maxZoom: 17 });
  const middle = [Number(part.dataset.lat), Number(part.dataset.lon)];
  const sites = JSON.parse(part.dataset.sites);
  const around = L.latLngBounds([middle, ...sites.map((site) => [site.lat, site.lon])]);
  drawn.fitBounds(around, { padding: [30, 30], maxZoom: 14 });
  L.control.zoom({ zoomInTitle: ground.dataset.closer, zoomOutTitle: ground.dataset.further }).addTo(drawn);
  L.control.scale({ imperial: false }).addTo(drawn);
  for (const site of sites) {
    L.marker([site.lat, site.lon], { icon: dot(false), keyboard: false, alt: "" })
      .addTo(drawn)
      .bindTooltip(site.name, { permanent: apart(drawn, site, sites), direction: "auto" });
  }
  const mine = L.marker(middle, { icon: dot(true), draggable: true, title: part.dataset.name, alt: part.dataset.name });
  const put = ({ lat: north, lng: east }) => {
    mine.setLatLng([north, east]).addTo(drawn);
    lat.value = north.toFixed(5);
    lon.value = east.toFixed(5);
    chosen.hidden = false;
  };
  drawn.on("click", ({ latlng }) => put(latlng));
  mine.on("dragend", () => put(mine.getLatLng()));
}

// Names that would cover each other show only when the dot is touched.
function apart(drawn, site, sites) {
  const at = drawn.latLngToContainerPoint([site.lat, site.lon]);
  return sites.every((other) => {
    if (other === site) return true;
    const there = drawn.latLngToContainerPoint([other.lat, other.lon]);
    return Math.abs(there.y - at.y) > 32 || Math.abs(there.x - at.x) > 220;
  });
}

async function order(list) {
  if (list.children.length < 2) return;
  await load(list.dataset.sortable);
  for (const wish of list.children) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.textContent = "⠿";
    grip.setAttribute("aria-hidden", "true");
    wish.querySelector(".wish__head").append(grip);
  }
  window.Sortable.create(list, {
    handle: ".grip",
    animation: 0,
    forceFallback: true,
    onEnd: () => {
      [...list.children].forEach((wish, place, all) => {
        wish.querySelector(".wish__rank input").value = place + 1;
        wish.querySelector("[value^=up]").hidden = place === 0;
        wish.querySelector("[value^=down]").hidden = place === all.length - 1;
      });
    },
  });
}

document.querySelectorAll("[data-weeks]").forEach(weeks);
document.querySelectorAll("[data-map]").forEach(map);
document.querySelectorAll("[data-order]").forEach(order);
