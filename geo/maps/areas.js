/* Records of which only an area is known: its true outline with a soft edge and no dot in it,
   and a pill on the rim that says how many records share it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MANY = 2; // other areas over one: from here on fills are paler, so that the rims tell them apart

  /** An area with its outline on the map and its pill in the pane of marks. */
  maritime.area = function (given, byId, renderer) {
    const latlngs = maritime.disc(given.center, given.radius_km);
    const ids = given.records.filter((id) => byId.has(id));
    const records = ids.map((id) => byId.get(id));
    const possible = records.every(maritime.isPossible) ? " is-possible" : "";
    const outline = (className) => L.polygon(latlngs, { renderer, interactive: false, className: className + possible, smoothFactor: 0.5 });
    const area = { given, ids, latlngs, soft: outline("maritime-area-soft"), rim: outline("maritime-area-rim"), bounds: L.latLngBounds(latlngs) };
    area.told = () => (ids.length === 1
      ? { title: records[0].title, detail: maritime.detail(records[0]) + " · somewhere within ±" + given.radius_km + " km" }
      : { title: given.label, detail: records.map((record) => record.title).join("; ") });
    area.pill = maritime.pill({ key: "area " + given.id, label: given.label, kind: given.kind, told: area.told, latlng: L.latLng(given.center[1], given.center[0]) }, records);
    return area;
  };

  /** Once its outline is on the map: its colour, and what answers to the pointer. */
  maritime.enliven = function (area, idsAt) {
    for (const path of [area.soft, area.rim]) path.getElement().style.setProperty("--kind", maritime.kindColour(area.given.kind));
    maritime.reader.tie(area.soft.getElement(), area.ids, { told: area.told, idsAt });
    for (const id of area.ids) maritime.reader.follow(area.rim.getElement(), id);
  };

  /** Where each area lies in the frame now, and whether others lie over it. */
  maritime.outlineAreas = function (map, areas) {
    for (const area of areas) {
      area.ring = area.latlngs.map((latlng) => map.latLngToContainerPoint(latlng));
      area.box = maritime.boundsOf(area.ring);
      area.visible = map.getBounds().intersects(area.bounds);
    }
    for (const area of areas) {
      const over = areas.filter((other) => other !== area && maritime.collide(other.box, area.box)).length;
      area.soft.getElement()?.classList.toggle("is-crowded", over >= MANY);
    }
  };

  /** The box round points of the frame. */
  maritime.boundsOf = function (points) {
    const [across, down] = [points.map((point) => point.x), points.map((point) => point.y)];
    return { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) };
  };

  /** Whether (x, y) lies within the ring, even-odd. */
  maritime.within = function (ring, x, y) {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    }
    return odd;
  };
})(window.maritime);
