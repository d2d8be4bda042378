// Draws locations on plain ground: no tiles, nothing from elsewhere. The list beside it says the same.
const L = window.L;
const FEW = 12;

for (const ground of document.querySelectorAll("[data-map]")) show(ground);

function show(ground) {
  ground.hidden = false;
  const map = L.map(ground, { attributionControl: false, zoomControl: false, zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, maxZoom: 18, minZoom: 8 });
  L.control.zoom({ zoomInTitle: ground.dataset.closer, zoomOutTitle: ground.dataset.further }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const points = JSON.parse(ground.dataset.points);
  if ("choose" in ground.dataset) choose(ground, map);
  else draw(map, points);
}

function pin(name, options) {
  const icon = L.divIcon({ className: "map__point", iconSize: [22, 22], html: "" });
  return (at) => L.marker(at, { icon, title: name, alt: name, keyboard: true, riseOnHover: true, ...options });
}

function draw(map, points) {
  const all = L.latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
  map.fitBounds(all, { padding: [45, 45], maxZoom: 15 });
  const few = points.length <= FEW;
  for (const { name, lat, lon, href } of points) {
    const marker = pin(name)([lat, lon]).addTo(map);
    marker.bindTooltip(name, { permanent: few, direction: "auto", offset: [12, 0] });
    const element = marker.getElement();
    element.setAttribute("aria-label", name);
    element.setAttribute("role", "link");
    marker.on("click", () => { window.location.assign(href); });
    marker.on("keydown", ({ originalEvent }) => { if (originalEvent.key === "Enter") window.location.assign(href); });
    element.addEventListener("focus", () => marker.openTooltip());
  }
  rings(map, all.getCenter());
}

// Circles of one, two and five kilometres give an idea of how far apart places are.
function rings(map, centre) {
  for (const metres of [500, 1000, 2000, 5000, 10000]) {
    L.circle(centre, { radius: metres, fill: false, weight: 1.5, dashArray: "4 6", interactive: false, className: "map__ring" }).addTo(map);
  }
}

function choose(ground, map) {
  const lat = document.getElementById("lat");
  const lon = document.getElementById("lon");
  const number = (field) => Number.parseFloat(field.value.replace(",", "."));
  const typed = () => [number(lat), number(lon)];
  const known = typed().every(Number.isFinite);
  const start = known ? typed() : [Number(ground.dataset.lat), Number(ground.dataset.lon)];
  map.setView(start, known ? 15 : 13);
  rings(map, start);
  const marker = pin(ground.dataset.name, { draggable: true })(start);
  const put = ({ lat: north, lng: east }) => {
    marker.setLatLng([north, east]).addTo(map);
    lat.value = north.toFixed(5);
    lon.value = east.toFixed(5);
  };
  if (known) marker.addTo(map);
  map.on("click", ({ latlng }) => put(latlng));
  marker.on("dragend", () => put(marker.getLatLng()));
  for (const field of [lat, lon]) {
    field.addEventListener("change", () => {
      if (!typed().every(Number.isFinite)) return;
      marker.setLatLng(typed()).addTo(map);
      map.panTo(typed(), { animate: false });
    });
  }
}
