/* Declared and computed zones: official outlines solid, computed ones dashed and saying so; limits of waters as a thin blue line. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const SMALL = 13; // pixels: below this a zone gets a marker to be found by

  /** The zones of a scene, and the territorial sea to be hatched where the reader wants it. */
  maritime.zonesOf = function (zones, renderers) {
    const label = maritime.say("Illustrative: no boundary of the blockade was ever published");
    const hatched = zones.filter((zone) => zone.territorial_sea).map((sea) => ({ ...sea, role: "illustration", label }));
    return [...zones, ...hatched].map((given) => zoneOf(given, renderers));
  };

  /** Whether a zone is drawn: while in force; its hatch when asked for and a blockade was declared. */
  maritime.isInForce = ({ given }, force, blockade) =>
    force.has(given.id) && (given.role !== "illustration" || (force.has(blockade) && maritime.isOn("hatch")));

  maritime.takeZoneOut = function ({ path, marker, label }, out) {
    for (const element of [path.getElement(), marker, label]) maritime.takeOut(element, out);
  };

  const LOOKS = { limit: " is-limit", warning: " is-warning", illustration: " is-warning is-illustration" };

  /** A zone with its outline, marker and label, not yet on the map. */
  function zoneOf(given, renderers) {
    const limit = given.role === "limit";
    const computed = given.basis === "computed";
    // Computed belts along a coast lie under the land, as limits do, which hides their landward side.
    const belt = limit || given.role === "illustration" || (computed && given.outline.length > 1);
    const look = LOOKS[given.role] + (computed ? " is-computed" : "");
    const path = L.polygon(maritime.polygons(given.outline), { renderer: belt ? renderers.limits : renderers.zones, interactive: false, className: "maritime-zone" + look });
    const says = computed && !/computed|illustrative/i.test(given.label) && given.role !== "illustration" ? maritime.say("{zone} · computed", { zone: given.label }) : given.label;
    const marker = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    const square = maritime.html("span", "maritime-zone-marker" + look);
    marker.append(square);
    const label = maritime.html("div", "maritime-zone-label leaflet-zoom-animated" + look, says);
    return { given, belt, path, marker, square, label, says, bounds: path.getBounds(), latlng: path.getBounds().getCenter() };
  }

  maritime.enlivenZone = function (zone) {
    const basis = zone.given.basis === "computed" ? maritime.say("Computed by us, illustrative") : maritime.say("Official outline");
    for (const element of [zone.path.getElement(), zone.square]) maritime.reader.explain(element, { title: zone.given.name, detail: zone.says + " · " + basis });
  };

  /** Markers for zones too small to see, labels where there is room; adds their boxes to `taken`. */
  maritime.placeZones = function (map, zones, taken) {
    const frame = map.getSize();
    for (const zone of zones) {
      const [a, b] = [map.latLngToContainerPoint(zone.bounds.getNorthWest()), map.latLngToContainerPoint(zone.bounds.getSouthEast())];
      zone.box = { left: a.x, top: a.y, right: b.x, bottom: b.y };
      const small = !zone.belt && Math.max(b.x - a.x, b.y - a.y) < SMALL;
      zone.marker.style.display = small ? "" : "none";
      if (small) taken.push(maritime.boxAround((a.x + b.x) / 2, (a.y + b.y) / 2, 14, 14));
      else if (!zone.belt) taken.push(zone.box);
    }
    // The labels come once all outlines are known, so that none covers another zone.
    for (const zone of zones) placeLabel(map, zone, frame, taken);
  };

  function placeLabel(map, zone, frame, taken) {
    const [width, height] = maritime.sizeOf(zone.label);
    const boxes = candidates(map, zone, frame).map(([x, y, side]) => boxBeside(x, y, side, width, height));
    if (zone.given.role === "illustration") boxes.push(...anywhere(zone, frame, width, height)); // never without its words
    maritime.placeText(map, zone, boxes, taken);
  }

  /** Spots all over the frame, nearest to the zone first; none while the zone is out of view. */
  function anywhere({ box }, frame, width, height) {
    if (!maritime.collide(box, { left: 0, top: 0, right: frame.x, bottom: frame.y })) return [];
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const spots = [];
    for (let down = height; down < frame.y; down += height) for (let across = width / 2; across < frame.x; across += 24) spots.push([across, down]);
    spots.sort((a, b) => Math.hypot(a[0] - x, a[1] - y) - Math.hypot(b[0] - x, b[1] - y));
    return spots.map(([across, down]) => maritime.boxAround(across, down, width, height));
  }

  /** Show the `label` of an item on the first free box of the frame, else not at all; adds the box to `taken`. */
  maritime.placeText = function (map, item, boxes, taken) {
    const frame = map.getSize();
    const box = boxes.find((one) => maritime.inside(one, frame, 4) && !taken.some((other) => maritime.collide(one, other)));
    item.label.style.visibility = box ? "" : "hidden";
    if (!box) return;
    taken.push(box);
    item.labelLatLng = map.containerPointToLatLng([box.left, box.top]);
  };

  /** Points and sides where the label may stand, best first; none where the zone is too small to name. */
  function candidates(map, zone, frame) {
    const { left, top, right, bottom } = zone.box;
    if (zone.belt) return map.getZoom() < 6 && zone.given.role !== "illustration" ? [] : alongRing(map, zone, frame);
    if (Math.max(right - left, bottom - top) < SMALL) return [];
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return [[x, bottom, "below"], [x, top, "above"], [right, y, "right"], [left, y, "left"]];
  }

  function alongRing(map, zone, frame) {
    const points = zone.path.getLatLngs().flat(Infinity).map((latlng) => map.latLngToContainerPoint(latlng));
    const shown = points.filter((point) => point.x > 40 && point.y > 20 && point.x < frame.x - 40 && point.y < frame.y - 20);
    const step = Math.max(1, Math.floor(shown.length / 40));
    // Seaward is north of this coast: the northernmost vertices first.
    return shown.filter((_, index) => index % step === 0).sort((a, b) => a.y - b.y).map((point) => [point.x, point.y, "above"]);
  }

  function boxBeside(x, y, side, width, height) {
    const gap = 4;
    if (side === "below") return maritime.boxAround(x, y + gap + height / 2, width, height);
    if (side === "above") return maritime.boxAround(x, y - gap - height / 2, width, height);
    const away = (gap + width / 2) * (side === "right" ? 1 : -1);
    return maritime.boxAround(x + away, y, width, height);
  }
})(window.maritime);
