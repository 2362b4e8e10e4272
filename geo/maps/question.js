/* The place that the view asks about: a calm outline under the records. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  /** Outlines and labels of the question, not yet on the map. */
  maritime.question = function (given, renderer) {
    return given.filter((part) => part.outline).map((part) => {
      const path = L.polygon(maritime.polygons(part.outline), { renderer, interactive: false, className: "maritime-question" });
      return { path, label: maritime.html("div", "maritime-text leaflet-zoom-animated is-question", part.label) };
    });
  };

  /** The names of the places, each on its rim where there is room. */
  maritime.placeQuestion = function (map, parts, taken) {
    for (const part of parts) {
      const [width, height] = maritime.sizeOf(part.label);
      const points = part.path.getLatLngs().flat(Infinity).map((latlng) => map.latLngToContainerPoint(latlng));
      maritime.placeText(map, part, maritime.spotsRound(points, width, height), taken);
    }
  };

  /** Whether the view asks about an area that the reader drew. */
  maritime.asksArea = (given) => given.some((part) => part.kind === "area");
})(window.maritime);
