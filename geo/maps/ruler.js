/* The ruler: geodesic distances from point to point, their sum in nautical miles and km, and the first bearing of each. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICON = "M-6.5,3L3,-6.5L6.5,-3L-3,6.5ZM-3.6,0.1L-1.9,1.8M-0.8,-2.7L0.2,-1.7M2,-5.5L3.7,-3.8";
  const NAUTICAL_MILE_M = 1852;
  const AROUND = [-360, 0, 360]; // a line across 180 degrees is drawn at both sides of the map

  let map = null;
  let points = []; // LatLng
  let done = false; // measured: the line stays until the ruler is put down
  let group = null; // what is drawn
  let trial = null; // the line to where the pointer is

  /** The ruler's button. */
  maritime.rulerTool = function (onto) {
    map = onto;
    group = L.layerGroup();
    const button = maritime.toolButton(ICON, maritime.say("Measure distances"));
    const keys = { Escape: maritime.hand.putDown, Enter: finish, Backspace: takeBack, " ": () => add(map.getCenter()) };
    maritime.hand.tool({ button, hint, begin, end, move, pressed, doubled: finish, keys });
    return [button];
  };

  const hint = () => maritime.say("Press on each point; Space sets one at the cross. Double-click or Enter finishes, Backspace takes the last back, Escape ends.");

  function begin() {
    points = [];
    done = false;
    group.addTo(map);
  }

  function end() {
    group.clearLayers().remove();
    trial = null;
  }

  function pressed(event) {
    if (!done && points.length && maritime.hand.isNear(points.at(-1), event)) return; // a double-click's second press
    add(maritime.hand.latlngOf(event));
  }

  /** A point after the last; after a finished line, the first of the next. */
  function add(latlng) {
    if (done) begin();
    points.push(latlng);
    draw();
  }

  function takeBack() {
    points.pop();
    done = false;
    draw();
  }

  function finish() {
    if (points.length < 2) return;
    done = true;
    draw();
  }

  function move(event) {
    if (done || !points.length || event.pointerType === "touch") return;
    const here = maritime.hand.latlngOf(event);
    if (trial) trial.remove();
    trial = line(points.at(-1), here, "maritime-ruler is-trial").addTo(group);
    tell(here);
  }

  const lonLat = ({ lat, lng }) => [lng, lat];
  const legBetween = (from, to) => maritime.between(lonLat(from), lonLat(to));
  const renderer = () => map.getRenderer(L.polyline([], { pane: "maritime-sketch" }));

  function draw() {
    group.clearLayers();
    trial = null;
    points.slice(1).forEach((point, index) => line(points[index], point, "maritime-ruler").addTo(group));
    for (const point of points) L.circleMarker(point, { renderer: renderer(), radius: 3.5, interactive: false, className: "maritime-ruler-point" }).addTo(group);
    let sum = 0;
    points.slice(1).forEach((point, index) => {
      sum += legBetween(points[index], point).metres;
      label(point, lengths(sum)).addTo(group);
    });
    tell();
  }

  /** The shortest way as it runs on this map, densified. */
  function line(from, to, className) {
    const course = maritime.course(lonLat(from), lonLat(to));
    const lines = AROUND.map((shift) => course.map(([lon, lat]) => [lat, lon + shift]));
    return L.polyline(lines, { renderer: renderer(), interactive: false, className });
  }

  function label(latlng, text) {
    const icon = L.divIcon({ className: "maritime-ruler-label", html: maritime.html("span", "", text), iconSize: [0, 0] });
    return L.marker(latlng, { icon, pane: "maritime-sketch", interactive: false, keyboard: false });
  }

  /** What the line measures so far, with the leg to `here` where the pointer is. */
  function tell(here) {
    const stops = here ? [...points, here] : points;
    if (stops.length < 2) return maritime.hand.say(hint());
    const legs = stops.slice(1).map((point, index) => legBetween(stops[index], point));
    const total = legs.reduce((sum, { metres }) => sum + metres, 0);
    const last = legs.at(-1);
    const leg = maritime.say("bearing {bearing}", { bearing: bearing(last.azimuth) });
    const parts = legs.length > 1 ? [lengths(total), maritime.say("last leg {length}", { length: lengths(last.metres) }), leg] : [lengths(total), leg];
    const [head, ...rest] = parts;
    return maritime.hand.say(maritime.html("strong", "", head), " · " + rest.join(" · "));
  }

  /** "48.6 nm (90.0 km)" */
  function lengths(metres) {
    return maritime.say("{nm} nm ({km} km)", { nm: rounded(metres / NAUTICAL_MILE_M), km: rounded(metres / 1000) });
  }

  const rounded = (value) => maritime.number(value < 100 ? Math.round(value * 10) / 10 : Math.round(value));
  const bearing = (azimuth) => String(Math.round(azimuth) % 360).padStart(3, "0") + "°";

  /** For tests and for those who ask: metres measured so far. */
  maritime.measured = () => points.slice(1).reduce((sum, point, index) => sum + legBetween(points[index], point).metres, 0);
})(window.maritime);
