/* Layers that the reader switches on: limits of waters along the coast, and a hatch that only illustrates.
   The choice outlives redraws, and the page's reload within one tab. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CLOSE = 5.5; // zoom: from farther away 12 and 24 nm run into one line with the coast
  const LABELS = { 12: "12 nm", 24: "24 nm", 200: "200 nm · from the coast, not legal baselines" };
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

  function remember(name, on) {
    try {
      sessionStorage.setItem("maritime " + name, on ? "on" : "off");
    } catch { /* the choice lasts for this drawing */ }
  }

  /** A button that opens the list of layers. */
  maritime.layersControl = function (onto, options) {
    map = onto;
    address = options.limits;
    const bar = maritime.html("div", "maritime-layers");
    const panel = maritime.html("div", "panel");
    const button = maritime.html("button", "bar");
    button.append(maritime.icon("M0,-6L7,-2.5L0,1L-7,-2.5ZM-7,1.5L0,5L7,1.5"), maritime.html("span", "", "Layers"));
    const show = (open) => {
      panel.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => show(panel.hidden));
    bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.preventDefault();
      show(false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => { if (!bar.contains(event.target)) show(false); });
    panel.append(
      option("limits", "Limits of waters (12, 24, 200 nm)", "From the coast, not from legal baselines; 12 and 24 nm show from closer in", showLimits),
      option("hatch", "Illustrative hatch: Venezuela’s territorial sea", "No boundary of the blockade was ever published; shown for periods after it was declared", () => maritime.redraw()),
    );
    bar.append(button, panel);
    show(false);
    map.on("zoomend", showLimits);
    showLimits();
    return maritime.control("topright", bar);
  };

  function option(name, label, note, act) {
    const row = maritime.html("label", "option");
    const box = maritime.html("input");
    box.type = "checkbox";
    box.checked = maritime.isOn(name);
    box.addEventListener("change", () => {
      remember(name, box.checked);
      act();
    });
    const words = maritime.html("span", "words", label);
    words.append(maritime.html("small", "", note));
    row.append(box, words);
    return row;
  }

  /** Fetched when first switched on. */
  function showLimits() {
    const on = maritime.isOn("limits");
    if (on && !asked) {
      asked = maritime.fetchJson(address).then((collection) => { lines = collection.features.map(lineOf); }, () => { asked = null; }).then(showLimits);
    }
    for (const line of lines || []) setLine(line, on && (line.nm >= 200 || map.getZoom() >= CLOSE));
    if (lines) maritime.arrange();
  }

  function lineOf({ properties, geometry }) {
    const { nm } = properties;
    const latlngs = L.GeoJSON.coordsToLatLngs(geometry.coordinates, geometry.type === "LineString" ? 0 : 1);
    const path = L.polyline(latlngs, { renderer: maritime.stage.renderers.limits, interactive: false, className: "maritime-water nm-" + Number(nm) });
    const labels = Array.from({ length: MOST }, () => ({ label: maritime.html("div", "maritime-text leaflet-zoom-animated is-water", LABELS[nm] || nm + " nm") }));
    return { nm, path, labels };
  }

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
