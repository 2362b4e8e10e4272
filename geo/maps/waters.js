/* Layers that the reader switches on: limits of waters along the coast, and a hatch that only illustrates.
   The choice outlives redraws, and the page's reload within one tab. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CLOSE = 5.5; // zoom: from farther away 12 and 24 nm run into one line with the coast
  const MOST = 3; // labels of one distance in view
  const APART = 260; // pixels between two of them

  let map = null;
  let address = "";
  let lines = null; // [{nm, path, labels}] once fetched
  let asked = null;

  maritime.isOn = function (name) {
    try {
      return sessionStorage.getItem("maritime " + name) === "on";
    } catch {
      return false; // storage is closed to this page
    }
  };

  maritime.remember = function (name, on) {
    try {
      sessionStorage.setItem("maritime " + name, on ? "on" : "off");
    } catch { /* the choice lasts for this drawing */ }
  };

  /** Draw the limits from now on, whenever they are switched on; `limits` is where their lines lie. */
  maritime.watersLayer = function (onto, limits) {
    map = onto;
    address = limits;
    map.on("zoomend", maritime.showLimits);
    maritime.showLimits();
  };

  /** Fetched when first switched on. */
  maritime.showLimits = function () {
    const on = maritime.isOn("limits");
    if (on && !asked) {
      asked = maritime.fetchJson(address).then((collection) => { lines = collection.features.map(lineOf); }, () => { asked = null; }).then(maritime.showLimits);
    }
    for (const line of lines || []) setLine(line, on && (line.nm >= 200 || map.getZoom() >= CLOSE));
    if (lines) maritime.arrange();
  };

  function lineOf({ properties, geometry }) {
    const { nm } = properties;
    const latlngs = L.GeoJSON.coordsToLatLngs(geometry.coordinates, geometry.type === "LineString" ? 0 : 1);
    const path = L.polyline(latlngs, { renderer: maritime.stage.renderers.limits, interactive: false, className: "maritime-water nm-" + Number(nm) });
    const labels = Array.from({ length: MOST }, () => ({ label: maritime.html("div", "maritime-text leaflet-zoom-animated is-water", nameOf(nm)) }));
    return { nm, path, labels };
  }

  const nameOf = (nm) => (nm >= 200 ? maritime.say("{nm} nm · from the coast, not legal baselines", { nm }) : maritime.say("{length} nm", { length: nm }));

  function setLine({ path, labels }, on) {
    path[on ? "addTo" : "removeFrom"](map);
    for (const { label } of labels) on ? map.getPane("maritime-labels").append(label) : label.remove();
  }

  /** Name each limit along its line, where there is room; adds the boxes to `taken`. */
  maritime.placeWaters = function (taken) {
    for (const line of shownLines()) {
      const spots = alongLine(line);
      for (const item of line.labels) {
        const [width, height] = maritime.sizeOf(item.label);
        const boxes = spots.map(({ x, y }) => maritime.boxAround(x, y, width, height));
        maritime.placeText(map, item, boxes, taken);
        if (item.label.style.visibility === "") keepAway(spots, map.latLngToContainerPoint(item.labelLatLng));
      }
    }
    maritime.moveWaters((latlng) => map.latLngToLayerPoint(latlng));
  };

  const shownLines = () => (lines || []).filter(({ path }) => map.hasLayer(path));

  /** Points of what Leaflet has projected and clipped to the frame. */
  function alongLine({ path }) {
    const offset = map._getMapPanePos();
    const { x, y } = map.getSize();
    const points = (path._parts || []).flat().map((point) => point.add(offset)).filter((point) => point.x > 0 && point.y > 0 && point.x < x && point.y < y);
    const step = Math.max(1, Math.floor(points.length / 60));
    return points.filter((_, index) => index % step === 0);
  }

  function keepAway(spots, from) {
    for (let i = spots.length - 1; i >= 0; i--) if (Math.hypot(spots[i].x - from.x, spots[i].y - from.y) < APART) spots.splice(i, 1);
  }

  maritime.moveWaters = function (pointOf) {
    for (const { labels } of shownLines()) {
      for (const { label, labelLatLng } of labels) if (labelLatLng) L.DomUtil.setPosition(label, pointOf(labelLatLng).round());
    }
  };
})(window.maritime);
