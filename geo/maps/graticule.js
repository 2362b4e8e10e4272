/* The graticule: meridians and parallels at a step that fits the zoom, named at the frame. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 1 / 3, 1 / 6, 1 / 12, 1 / 30, 1 / 60]; // degrees
  const APART = 80; // pixels between two lines, at the least

  let map = null;
  let lines = null;
  let names = null; // the holder of the names at the frame

  /** Show the graticule, or take it away. */
  maritime.showGraticule = function (onto, on) {
    map = onto;
    if (!lines) make();
    lines[on ? "addTo" : "removeFrom"](map);
    names.hidden = !on;
    map[on ? "on" : "off"]("moveend zoomend resize", draw);
    map[on ? "on" : "off"]("move", name);
    map[on ? "on" : "off"]("zoomanim", hush);
    if (on) draw();
  };

  function make() {
    lines = L.polyline([], { pane: "maritime-graticule", renderer: L.svg({ pane: "maritime-graticule", padding: 0.5 }), interactive: false, className: "maritime-graticule" });
    names = maritime.html("div", "maritime-degrees");
    names.setAttribute("aria-hidden", "true");
    map.getContainer().append(names);
  }

  /** Degrees between two lines: the smallest step that keeps them apart. */
  function step() {
    const degree = (256 * 2 ** map.getZoom()) / 360; // pixels, along a parallel
    return STEPS.filter((one) => one * degree >= APART).at(-1) || STEPS[0];
  }

  function multiples(from, to, by) {
    const first = Math.ceil(from / by);
    return Array.from({ length: Math.max(0, Math.floor(to / by) - first + 1) }, (_, index) => (first + index) * by);
  }

  function draw() {
    const around = map.getBounds().pad(0.5);
    const [south, north] = [Math.max(-80, around.getSouth()), Math.min(84, around.getNorth())];
    const meridians = multiples(around.getWest(), around.getEast(), step()).map((lon) => [[south, lon], [north, lon]]);
    const parallels = multiples(south, north, step()).map((lat) => [[lat, around.getWest()], [lat, around.getEast()]]);
    lines.setLatLngs([...meridians, ...parallels]);
    name();
  }

  const hush = () => names.replaceChildren();

  /** Longitudes along the top, latitudes along the right, where nothing stands in their way. */
  function name() {
    const view = map.getBounds();
    const frame = map.getSize();
    const taken = Array.from(map.getContainer().querySelectorAll(".leaflet-control"), (element) => maritime.grown(maritime.boxOf(element, map.getContainer()), 3));
    const tops = multiples(view.getWest(), view.getEast(), step()).map((lon) => label(lon, true, map.latLngToContainerPoint([view.getNorth(), lon]).x, 9));
    const sides = multiples(view.getSouth(), view.getNorth(), step()).map((lat) => label(lat, false, frame.x - 4, map.latLngToContainerPoint([lat, view.getEast()]).y));
    names.replaceChildren(...[...tops, ...sides].filter(({ box }) => !taken.some((one) => maritime.collide(one, box))).map(({ element }) => element));
  }

  function label(degrees, isMeridian, x, y) {
    const element = maritime.html("span", isMeridian ? "is-meridian" : "is-parallel", words(degrees, isMeridian));
    element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    return { element, box: isMeridian ? maritime.boxAround(x, y, 54, 14) : maritime.boxAround(x - 26, y, 52, 14) };
  }

  /** "12° 30′ N", "80° W" */
  function words(degrees, isMeridian) {
    const turned = isMeridian ? ((((degrees + 180) % 360) + 360) % 360) - 180 : degrees;
    const minutes = Math.round(Math.abs(turned) * 60);
    const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
    const size = whole + "°" + (rest ? " " + String(rest).padStart(2, "0") + "′" : "");
    if (!minutes || minutes === 10800) return size;
    const [less, more] = isMeridian ? [maritime.say("W"), maritime.say("E")] : [maritime.say("S"), maritime.say("N")];
    return size + " " + (turned < 0 ? less : more);
  }
})(window.maritime);
