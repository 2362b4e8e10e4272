/* The base map's few names: countries, seas, capitals and terminals. They collide with nothing and give way to everything. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const PRIORITY = { sea: 0, country: 1, capital: 2, terminal: 3 };
  // Pixels by which a name may step aside from its wished-for place.
  const AROUND = [[0, 0], [0, -16], [0, 16], [-28, 0], [28, 0], [0, -34], [0, 34], [-60, 0], [60, 0]];

  maritime.labels = function (map, given) {
    const pane = map.getPane("maritime-labels");
    const labels = given
      .filter((label) => Object.prototype.hasOwnProperty.call(PRIORITY, label.kind))
      .sort((a, b) => PRIORITY[a.kind] - PRIORITY[b.kind] || a.min_zoom - b.min_zoom)
      .map((label) => made(label, pane));
    map.on("zoom viewreset", () => move(labels, (latlng) => map.latLngToLayerPoint(latlng)));
    map.on("zoomanim", ({ zoom, center }) => move(labels, (latlng) => map._latLngToNewLayerPoint(latlng, zoom, center)));
    return { arrange: (taken) => arrange(map, labels, taken), wishes: () => wishes(map, labels) };
  };

  function made(given, pane) {
    const holder = maritime.html("div", "maritime-label leaflet-zoom-animated is-" + given.kind);
    const text = maritime.html("span", "text", given.name);
    holder.append(text);
    if (PRIORITY[given.kind] > 1) holder.prepend(maritime.html("i", "dot"));
    holder.hidden = true;
    pane.append(holder);
    return { given, holder, text, latlng: L.latLng(given.lat, given.lon) };
  }

  function move(labels, pointOf) {
    for (const label of labels) if (!label.holder.hidden) L.DomUtil.setPosition(label.holder, pointOf(label.latlng).round());
  }

  /** Where the names due now would stand if nothing were in their way. */
  function wishes(map, labels) {
    const due = labels.filter((label) => isDue(label.given, map.getZoom()) && map.getBounds().contains(label.latlng));
    return due.filter((label) => label.size).map((label) => spots(label, map.latLngToContainerPoint(label.latlng))[0].box);
  }

  /** Show the names that the zoom calls for and that find room. */
  function arrange(map, labels, taken) {
    const frame = map.getSize();
    const zoom = map.getZoom();
    const used = taken.slice();
    for (const label of labels) label.holder.hidden = !isDue(label.given, zoom) || !map.getBounds().contains(label.latlng);
    const shown = labels.filter((label) => !label.holder.hidden);
    for (const label of shown) label.size = maritime.sizeOf(label.text);
    for (const label of shown) {
      const point = map.latLngToContainerPoint(label.latlng);
      const spot = spots(label, point).find(({ box }) => maritime.inside(box, frame, 6) && !used.some((other) => maritime.collide(box, other)));
      label.holder.hidden = !spot;
      if (!spot) continue;
      used.push(maritime.grown(spot.box, 3));
      label.text.style.transform = `translate(${Math.round(spot.box.left - point.x)}px, ${Math.round(spot.box.top - point.y)}px)`;
    }
    move(shown, (latlng) => map.latLngToLayerPoint(latlng));
  }

  const isDue = ({ min_zoom, max_zoom }, zoom) => zoom >= min_zoom && (max_zoom === undefined || max_zoom === null || zoom <= max_zoom);

  /** Where the name may stand, best first: names of places beside their dot, others around their point. */
  function spots({ given, size: [width, height] }, { x, y }) {
    if (PRIORITY[given.kind] > 1) {
      const away = 6 + width / 2;
      return [[away, 0], [-away, 0], [0, -height / 2 - 4], [0, height / 2 + 4]].map(([dx, dy]) => ({ box: maritime.boxAround(x + dx, y + dy, width, height) }));
    }
    // A sea is wide; a country's name that strays would stand in its neighbour.
    return (given.kind === "sea" ? AROUND : AROUND.slice(0, 3)).map(([dx, dy]) => ({ box: maritime.boxAround(x + dx, y + dy, width, height) }));
  }
})(window.maritime);
