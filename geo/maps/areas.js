/* Records of which only an area is known: its true outline with a soft edge and no dot in it,
   and a pill on the rim that says how many records share it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MANY = 2; // other areas over one: from here on fills are paler, so that the rims tell them apart

  /** An area with its outline, not yet on the map, and its pill; `showArea` gives it the words of a selection. */
  maritime.area = function (given, renderer) {
    const latlngs = maritime.disc(given.center, given.radius_km);
    const outline = (className) => L.polygon(latlngs, { renderer, interactive: false, className, smoothFactor: 0.5 });
    const area = { given, latlngs, soft: outline("maritime-area-soft"), rim: outline("maritime-area-rim"), bounds: L.latLngBounds(latlngs), ids: [], records: [], told: () => told(area) };
    area.pill = maritime.pill({ key: "area " + given.id, told: area.told, latlng: L.latLng(given.center[1], given.center[0]) }, given.records.map((record) => record.id));
    return area;
  };

  function told({ given, records, label }) {
    if (records.length !== 1) return { title: label, detail: records.map((record) => record.title).join("; ") };
    const within = maritime.say("somewhere within ±{km} km", { km: maritime.number(given.radius_km) });
    return { title: records[0].title, detail: maritime.detail(records[0]) + " · " + within };
  }

  /** Once its outline is on the map: what answers to the pointer. */
  maritime.enliven = function (area, idsAt) {
    const ids = area.given.records.map((record) => record.id);
    maritime.reader.tie(area.soft.getElement(), ids, { told: area.told, idsAt });
    for (const id of ids) maritime.reader.follow(area.rim.getElement(), id);
  };

  /** Show of the area's records those that are selected; without any it is out of sight. */
  maritime.showArea = function (area) {
    const look = area.given.records.map((record) => record.level).join("");
    if (look === area.look) return;
    area.look = look;
    area.records = area.given.records.filter(maritime.isShown);
    area.ids = area.records.map((record) => record.id);
    const out = area.ids.length === 0;
    const paths = [area.soft.getElement(), area.rim.getElement()];
    for (const path of paths) maritime.takeOut(path, out);
    maritime.takePillOut(area.pill, out);
    if (out) return;
    const kinds = new Set(area.records.map((record) => record.kind));
    area.kind = kinds.size === 1 ? area.records[0].kind : "mixed";
    area.label = labelOf(area);
    for (const path of paths) {
      path.style.setProperty("--kind", maritime.kindColour(area.kind));
      path.classList.toggle("is-possible", area.records.every(maritime.isPossible));
    }
    maritime.tellPill(area.pill, area, area.records);
  };

  /** "3 strikes · ±150 km", or the day of the only record. */
  function labelOf({ given, records }) {
    const many = records.every((record) => record.role === "strike")
      ? maritime.count(records.length, "{n} strike", "{n} strikes")
      : maritime.count(records.length, "{n} record", "{n} records");
    const what = records.length === 1 ? maritime.dayOf(records[0]) : many;
    return maritime.say("{what} · ±{km} km", { what, km: maritime.number(given.radius_km) });
  }

  /** The day with which a record's title begins. */
  maritime.dayOf = (record) => record.title.split(" · ")[0];

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
