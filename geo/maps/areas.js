/* Records of which only an area is known: its true outline with a soft edge and no dot in it,
   and a pill on the rim that says how many records share it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ANGLES = Array.from({ length: 24 }, (_, index) => ((index % 2 ? -1 : 1) * Math.ceil(index / 2) * Math.PI) / 12); // from the top, both ways
  const HEIGHT = 20; // of a pill, and the width of a glyph in it: see map.css
  const GLYPH = 16;
  const DISTANCES = [0, 12, 26, 42, 60, 80]; // pixels between rim and pill

  /** An area with its outline on the map and its pill in the pane of marks. */
  maritime.area = function (given, byId, renderer) {
    const latlngs = given.ring.map(([lon, lat]) => L.latLng(lat, lon));
    const ids = given.records.filter((id) => byId.has(id));
    const outline = (className) => L.polygon(latlngs, { renderer, interactive: false, className, smoothFactor: 0.5 });
    const area = { given, ids, latlngs, soft: outline("maritime-area-soft"), rim: outline("maritime-area-rim"), bounds: L.latLngBounds(latlngs) };
    area.told = () => (ids.length === 1
      ? { title: byId.get(ids[0]).title, detail: byId.get(ids[0]).detail + " · somewhere within ±" + given.radius_km + " km" }
      : { title: given.label, detail: ids.map((id) => byId.get(id).title).join("; ") });
    area.pill = pill(area, byId);
    return area;
  };

  function pill(area, byId) {
    const { given, ids } = area;
    const holder = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    // The hairline is apart from its pill, below all marks: it must not strike through another's words.
    const under = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    const leader = maritime.svg("svg", { class: "leader", width: 1, height: 1, "aria-hidden": "true" });
    const line = maritime.svg("line", { x1: 0, y1: 0 });
    leader.append(line);
    under.append(leader);
    const button = maritime.html("button", "maritime-pill");
    const told = area.told();
    button.setAttribute("aria-label", given.label + ". " + told.title + ". " + told.detail);
    button.dataset.key = "area " + given.id;
    button.style.setProperty("--kind", maritime.kindColour(given.kind));
    button.append(...distinct(ids.map((id) => byId.get(id))).map((record) => maritime.glyph({ ...record, step: 0 }, 0.85)));
    const text = maritime.html("span", "text", given.label);
    button.append(text);
    holder.append(button);
    maritime.reader.tie(button, ids, { told: area.told });
    return { holder, under, button, text, leader, line, latlng: L.latLng(given.center[1], given.center[0]) };
  }

  /** One record for each look among them, at most three. */
  function distinct(records) {
    const looks = new Map(records.map((record) => [record.kind + record.attribution + record.counted, record]));
    return Array.from(looks.values()).slice(0, 3);
  }

  /** Once its outline is on the map: its colour, and what answers to the pointer. */
  maritime.enliven = function (area, idsAt) {
    for (const path of [area.soft, area.rim]) path.getElement().style.setProperty("--kind", maritime.kindColour(area.given.kind));
    maritime.reader.tie(area.soft.getElement(), area.ids, { told: area.told, idsAt });
    for (const id of area.ids) maritime.reader.follow(area.rim.getElement(), id);
  };

  maritime.measurePills = function (areas) {
    for (const { pill } of areas) {
      // The words keep their width in a compact pill: they are only hidden from sight and cut off.
      const [words, height] = [maritime.sizeOf(pill.text)[0], HEIGHT];
      const glyphs = GLYPH * (pill.button.childElementCount - 1);
      pill.full = [glyphs + words + 4 + 15, height];
      pill.compact = [glyphs + 8, height];
    }
  };

  /** The outline in pixels of the frame. */
  maritime.outline = (map, area) => area.latlngs.map((latlng) => map.latLngToContainerPoint(latlng));

  /** Whether (x, y) lies within the ring, even-odd. */
  maritime.within = function (ring, x, y) {
    let odd = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i], ring[j]];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
    }
    return odd;
  };

  /** Put the pills on their rims so that none covers another, a symbol or a control; adds their boxes to `taken`. */
  maritime.placePills = function (map, areas, taken) {
    const frame = map.getSize();
    const shown = areas.filter((area) => area.visible);
    const order = shown.slice().sort((a, b) => b.ids.length - a.ids.length || a.given.radius_km - b.given.radius_km);
    const small = shown.map((area) => ({ area, box: boundsOf(area.ring) })).filter(({ box }) => box.right - box.left < 60);
    for (const area of order) {
      const others = small.filter((one) => one.area !== area).map((one) => one.box);
      const spot = bestSpot(area, frame, taken, others);
      taken.push(maritime.grown(spot.box, 2));
      settle(map, area, spot);
    }
    for (const area of areas) area.pill.holder.style.display = area.pill.under.style.display = area.visible ? "" : "none";
  };

  function boundsOf(ring) {
    const [across, down] = [ring.map((point) => point.x), ring.map((point) => point.y)];
    return { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) };
  }

  function bestSpot(area, frame, taken, others) {
    const own = boundsOf(area.ring);
    const middle = { x: (own.left + own.right) / 2, y: (own.top + own.bottom) / 2 };
    const tiny = own.right - own.left < 44; // a pill across so small a rim would hide the area
    const rims = ANGLES.map((angle) => rimPoint(area.ring, middle, angle));
    let best = null;
    for (const [form, [width, height]] of [["full", area.pill.full], ["compact", area.pill.compact]]) {
      ANGLES.forEach((angle, rank) => {
        const rim = rims[rank];
        for (const distance of DISTANCES) {
          const price = rank * 0.9 + distance * 1.4 + (form === "compact" ? 26 : 0);
          if ((best && price >= best.price) || (form === "full" && distance > 26)) break;
          const [sin, cos] = [Math.sin(angle), -Math.cos(angle)];
          // Clear of a tiny rim, or of the rim that its hairline comes from: half the pill outward.
          const clear = tiny || distance ? Math.min(width / 2 / Math.abs(sin || 1e-9), height / 2 / Math.abs(cos || 1e-9)) + 3 : 0;
          const box = maritime.boxAround(rim.x + sin * (distance + clear), rim.y + cos * (distance + clear), width, height);
          if (!maritime.inside(box, frame, 4)) continue;
          let cost = price + covering(box, taken, 1000) + covering(box, others, 14);
          if (best && cost >= best.price) continue;
          if (distance) cost += crossing(rim, box, taken, 40);
          if (!best || cost < best.price) best = { box, rim, form, distance, price: cost };
        }
      });
    }
    return best || inFrame(area, frame, middle);
  }

  function covering(box, boxes, price) {
    let cost = 0;
    for (const other of boxes) if (maritime.collide(box, other)) cost += price;
    return cost;
  }

  /** The price of a hairline from the rim to the pill that runs beneath what is there. */
  function crossing(rim, box, boxes, price) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const points = [0.25, 0.5, 0.75].map((share) => maritime.boxAround(rim.x + (x - rim.x) * share, rim.y + (y - rim.y) * share, 2, 2));
    return points.reduce((cost, point) => cost + covering(point, boxes, price), 0);
  }

  /** No point of the rim is in the frame (the area holds all of it): a pill near the frame's top. */
  function inFrame(area, frame, middle) {
    const [width, height] = area.pill.full;
    const x = Math.max(width / 2 + 60, Math.min(frame.x - width / 2 - 60, middle.x));
    return { box: maritime.boxAround(x, 24, width, height), rim: { x, y: 24 }, form: "full", distance: 0, price: 0 };
  }

  /** The ring's vertex in the direction of `angle` (radians from the top, clockwise) as seen from its middle. */
  function rimPoint(ring, middle, angle) {
    const [sin, cos] = [Math.sin(angle), -Math.cos(angle)];
    let [best, most] = [ring[0], -Infinity];
    for (const point of ring) {
      const [across, down] = [point.x - middle.x, point.y - middle.y];
      const along = (across * sin + down * cos) / (Math.hypot(across, down) || 1);
      if (along > most) [best, most] = [point, along];
    }
    return best;
  }

  function settle(map, { pill }, { box, rim, form, distance }) {
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    pill.button.classList.toggle("is-compact", form === "compact");
    pill.latlng = map.containerPointToLatLng([x, y]);
    pill.leader.style.display = distance ? "" : "none";
    pill.line.setAttribute("x2", (rim.x - x).toFixed(1));
    pill.line.setAttribute("y2", (rim.y - y).toFixed(1));
  }
})(window.maritime);
