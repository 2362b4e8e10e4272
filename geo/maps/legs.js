/* The way of the chosen record's vessel, as far as it is known: places as outlines, distances without a direction as rings,
   and between places lines that claim no route. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const POINT_KM = 8; // the outline of a place that was given to the point

  /** Paths and labels of the legs, not yet on the map; none where the payload has none. */
  maritime.legs = function (given, renderer) {
    if (!given) return [];
    const path = (Shape, latlngs, className) => new Shape(latlngs, { renderer, interactive: false, fill: false, smoothFactor: 0.5, className: "maritime-leg " + className });
    const disc = ({ center, radius_km: km }) => maritime.disc(center, km || POINT_KM);
    return [
      ...given.lines.map((line) => leg(path(L.Polyline, maritime.positions(line), "is-line"), given.note, given.note, middleOf)),
      ...given.rings.map((ring) => leg(path(L.Polygon, disc(ring), "is-ring"), ring.label, ring.text, rimOf)),
      ...given.places.map((place) => leg(path(L.Polygon, disc(place), "is-place"), place.label, place.text, rimOf)),
    ];
  };

  function leg(path, words, text, spots) {
    const label = maritime.html("div", "maritime-text leaflet-zoom-animated is-leg", words);
    return { path, label, words, text, spots };
  }

  maritime.enlivenLeg = ({ path, words, text }) => maritime.reader.explain(path.getElement(), { title: words, detail: text });

  /** Labels beside their lines, the first free spot of each; the same words stand once. */
  maritime.placeLegs = function (map, legs, taken) {
    const said = new Set();
    for (const leg of legs) {
      const [width, height] = maritime.sizeOf(leg.label);
      const points = leg.path.getLatLngs().flat(Infinity).map((latlng) => map.latLngToContainerPoint(latlng));
      maritime.placeText(map, leg, said.has(leg.words) ? [] : leg.spots(points, width, height), taken);
      if (leg.label.style.visibility === "") said.add(leg.words);
    }
  };

  /** On the line, from its middle outwards. */
  function middleOf(points, width, height) {
    const middle = Math.floor(points.length / 2);
    const order = points.map((_, index) => (index % 2 ? middle + (index + 1) / 2 : middle - index / 2)).filter((index) => points[index]);
    return order.flatMap((index) => [-1, 1].map((side) => maritime.boxAround(points[index].x, points[index].y + side * (height / 2 + 4), width, height)));
  }

  /** Outside the rim: above, below, then all the way round. */
  function rimOf(points, width, height) {
    const { left, right, top, bottom } = maritime.boundsOf(points);
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const around = points.filter((_, index) => index % 4 === 0).map((point) => maritime.boxAround(
      point.x + Math.sign(point.x - x) * (width / 2 + 5), point.y + Math.sign(point.y - y) * (height / 2 + 4), width, height));
    return [maritime.boxAround(x, bottom + 4 + height / 2, width, height), maritime.boxAround(x, top - 4 - height / 2, width, height), ...around];
  }
  maritime.spotsRound = rimOf;
})(window.maritime);
