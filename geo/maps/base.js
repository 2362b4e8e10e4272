/* The base map: sea, land, coast, borders, names and furniture, and the order in which everything finds its place. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const NARROW = 600; // pixels
  const DETAIL_ZOOM = 6; // from here on the 10m coast

  // Bottom to top. Limits of waters lie under the land, whose coast then hides their landward side.
  const PANES = { "maritime-limits": 210, "maritime-land": 220, "maritime-tiles": 230, "maritime-graticule": 240, "maritime-zones": 350, "maritime-areas": 400, "maritime-labels": 450, "maritime-marks": 600, "maritime-sketch": 640 };

  let map = null;
  let labels = null;
  let shown = null; // {world, region}: the land drawn now

  maritime.map = null;
  maritime.drawing = null; // the records on the map

  /** Set up `onto`, called once right after `L.map(...)`; `options` as the Python side writes them. */
  maritime.base = function (onto, options) {
    maritime.speak(options.language, options.words);
    maritime.map = map = onto;
    maritime.middle = options.view.center[1];
    document.documentElement.lang = options.language;
    map.getContainer().parentElement.classList.add("maritime");
    maritime.useStyle(options.style);
    colourZones(options.style.zone || {});
    prepare();
    maritime.stage = stage();
    maritime.reader.attach(map);
    maritime.hand.attach(map);
    maritime.vantage.attach(map, () => openingView(options.view));
    furnish(options);
    maritime.vantage.settle();
    drawLand(options);
    drawNames(options);
    map.on("moveend", maritime.arrange);
    watchFrame();
  };

  function furnish(options) {
    maritime.tiles?.attach(map, options.tiles);
    maritime.watersLayer(map, options.limits);
    maritime.toolbar(map, isNarrow);
    maritime.pointerControl(map).addTo(map);
    maritime.scaleControl(map).addTo(map);
    if (map.attributionControl) map.attributionControl.remove();
    const credit = L.control.attribution({ prefix: false, position: "bottomright" }).addAttribution(maritime.say("Land: Natural Earth")).addTo(map);
    maritime.tiles?.credit(credit);
    if (isNarrow()) maritime.legendControl(options.style, maritime.arrange).addTo(map);
    else maritime.legendStrip(options.style, map);
  }

  const isNarrow = () => map.getSize().x < NARROW;

  /** The base map's names, each in the reader's language where it has one there. */
  function drawNames(options) {
    maritime.fetchJson(options.labels).then((given) => {
      const named = given.map((place) => ({ ...place, name: place.names?.[options.language] || place.name, names: [place.name, ...Object.values(place.names || {})] }));
      maritime.gazetteer = named;
      labels = maritime.labels(map, named);
      maritime.arrange();
    });
  }

  /** Everything finds its place: furniture, then records, then the names in what room is left. */
  maritime.arrange = function () {
    if (!map || !map._loaded || !map.getSize().x || !map.getSize().y) return;
    const container = map.getContainer();
    const controls = Array.from(container.querySelectorAll(furnitureIn(map.getSize())), (element) => maritime.boxOf(element, container));
    const taken = maritime.drawing ? maritime.drawing.arrange(map, controls, labels ? labels.wishes() : []) : [];
    taken.push(...controls.map((box) => maritime.grown(box, 4)));
    maritime.placeWaters(taken);
    if (labels) labels.arrange(taken);
  };

  /** Draw the records anew, as a choice of layers calls for. */
  maritime.redraw = function () {
    const { drawing } = maritime;
    if (drawing) map.removeLayer(drawing).addLayer(drawing);
  };

  /** What records must not lie under; on a narrow frame the open legend lies over them for a moment, and moves nothing. */
  const furnitureIn = (frame) => (frame.x < NARROW ? ".leaflet-control:not(.maritime-legend:not(.is-folded))" : ".leaflet-control");

  function prepare() {
    // Inline, because map.css may still be on its way and the opening view depends on the width.
    document.body.style.margin = "0";
    map.getContainer().style.width = "100%";
    map.getContainer().style.visibility = "hidden"; // until map.css, which shows it, has come
    map.invalidateSize({ animate: false });
    map.options.zoomSnap = 0.25;
    map.options.wheelPxPerZoomLevel = 100;
    map.options.maxBoundsViscosity = 0.8;
    map.setMinZoom(1.5).setMaxZoom(12);
    map.setMaxBounds([[-80, -215], [84, 215]]);
    if (map.zoomControl) map.zoomControl.remove();
    for (const name in PANES) map.createPane(name).style.zIndex = PANES[name];
    map.getPane("maritime-marks").setAttribute("role", "group");
    map.getPane("maritime-marks").setAttribute("aria-label", maritime.say("Records on the map"));
  }

  function stage() {
    const overlay = maritime.html("div", "maritime-overlay");
    const dock = maritime.html("div", "maritime-dock");
    map.getContainer().append(overlay);
    map.getContainer().after(dock);
    new ResizeObserver(() => fitDock(dock)).observe(dock);
    // Added now, so that they have moved before `arrange` runs on the same event.
    const renderer = (name) => L.svg({ pane: "maritime-" + name, padding: 0.5 }).addTo(map);
    const renderers = { limits: renderer("limits"), world: renderer("land"), region: renderer("land"), zones: renderer("zones"), areas: renderer("areas") };
    map.getContainer().append(hatching());
    return { overlay, dock, renderers };
  }

  function hatching() {
    const pattern = maritime.svg("pattern", { id: "maritime-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(maritime.svg("rect", { width: 6, height: 6 }), maritime.svg("line", { y2: 6 }));
    const holder = maritime.svg("svg", { class: "maritime-hatching", width: 0, height: 0, "aria-hidden": "true" });
    holder.append(pattern);
    return holder;
  }

  function colourZones({ warning, limit }) {
    maritime.onTheme((theme) => {
      if (warning) document.documentElement.style.setProperty("--warning", warning[theme]);
      if (limit) document.documentElement.style.setProperty("--limit", limit[theme]);
    });
  }

  const openingView = (view) => (isNarrow() && view.narrow ? view.narrow : view);

  /** The map gives way to the trays that are docked below it. */
  function fitDock(dock) {
    document.documentElement.style.setProperty("--dock", dock.offsetHeight + "px");
    maritime.vantage.hold(() => map.invalidateSize({ animate: false }));
  }

  maritime.fetchJson = function (url) {
    return fetch(url).then((response) => {
      if (!response.ok) throw new Error(url + ": " + response.status);
      return response.json();
    });
  };

  function drawLand({ world, region }) {
    const { renderers } = maritime.stage;
    shown = { world: null, region: null };
    maritime.fetchJson(world).then((collection) => {
      shown.world = land(collection, renderers.world);
      detail();
      maritime.arrange();
    });
    let asked = null;
    const detail = () => {
      const close = map.getZoom() >= DETAIL_ZOOM;
      if (close && !asked) {
        asked = maritime.fetchJson(region).then((collection) => {
          shown.region = land(collection, renderers.region);
          detail();
        }, () => { asked = null; }); // asked again at the next zoom
      }
      if (shown.region) shown.region.group[close ? "addTo" : "removeFrom"](map);
      cutOut(renderers.world, close ? shown.region : null);
    };
    map.on("zoomend", detail);
  }

  /** Land without outline, and the coast and borders as lines of their own. */
  function land(collection, renderer) {
    const part = (name) => collection.features.find((feature) => feature.properties.part === name).geometry;
    const polygons = L.GeoJSON.coordsToLatLngs(part("land").coordinates, 2);
    const lines = L.GeoJSON.coordsToLatLngs(part("borders").coordinates, 1);
    const bounds = L.latLngBounds(polygons.flat(2));
    const options = (className) => ({ renderer, interactive: false, className });
    const ground = L.polygon(polygons, options("maritime-ground"));
    const coast = L.polyline(coastOf(polygons.flat(1), bounds), options("maritime-coast"));
    const borders = L.polyline(lines, options("maritime-border"));
    return { ground, bounds, group: L.layerGroup([ground, borders, coast]).addTo(map) };
  }

  /** The rings as lines, without the edges that clipping to a box (or to the date line and the pole) left behind. */
  function coastOf(rings, bounds) {
    const edges = [["lng", bounds.getWest()], ["lng", bounds.getEast()], ["lat", bounds.getSouth()], ["lat", bounds.getNorth()]];
    const cut = (a, b) => edges.some(([axis, at]) => Math.abs(a[axis] - at) < 0.01 && Math.abs(b[axis] - at) < 0.01);
    const lines = [];
    for (const ring of rings) {
      let line = [ring[0]];
      for (let i = 1; i <= ring.length; i++) {
        const [before, here] = [ring[i - 1], ring[i % ring.length]];
        if (cut(before, here)) {
          if (line.length > 1) lines.push(line);
          line = [here];
        } else line.push(here);
      }
      if (line.length > 1) lines.push(line);
    }
    return lines;
  }

  /** Where the detailed land is drawn, the world's coarser coast is not. Reaches into Leaflet 1.9's SVG renderer. */
  function cutOut(renderer, region) {
    const root = renderer._rootGroup;
    if (!region) {
      root.removeAttribute("clip-path");
      return;
    }
    let path = document.getElementById("maritime-outside-path");
    if (!path) {
      const clip = maritime.svg("clipPath", { id: "maritime-outside" });
      path = maritime.svg("path", { id: "maritime-outside-path", "clip-rule": "evenodd" });
      clip.append(path);
      renderer._container.append(clip);
    }
    const [a, b] = [map.latLngToLayerPoint(region.bounds.getNorthWest()), map.latLngToLayerPoint(region.bounds.getSouthEast())];
    path.setAttribute("d", `M-1e6,-1e6H1e6V1e6H-1e6ZM${a.x},${a.y}H${b.x}V${b.y}H${a.x}Z`);
    root.setAttribute("clip-path", "url(#maritime-outside)");
  }

  /** The land in view as rings in pixels of the frame: what Leaflet has already projected and clipped. */
  maritime.landRings = function () {
    if (!shown) return [];
    const finest = map.getZoom() >= DETAIL_ZOOM && shown.region ? shown.region : shown.world;
    const offset = map._getMapPanePos();
    return (finest?.ground._parts || []).map((ring) => ring.map((point) => point.add(offset)));
  };

  /** Sizes are wrong until the stylesheets have come, and change with the frame. */
  function watchFrame() {
    document.addEventListener("load", (event) => { if (event.target.tagName === "LINK") requestAnimationFrame(refresh); }, true);
    new ResizeObserver(refresh).observe(map.getContainer());
    if (document.fonts) document.fonts.ready.then(refresh);
  }

  function refresh() {
    maritime.remeasure();
    maritime.vantage.hold(() => map.invalidateSize({ animate: false }));
    maritime.arrange();
  }
})(window.maritime);
