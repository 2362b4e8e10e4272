/* Pills: the words on an area's rim, or beside a cluster, placed so that none covers another, a symbol or a control. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ANGLES = Array.from({ length: 24 }, (_, index) => ((index % 2 ? -1 : 1) * Math.ceil(index / 2) * Math.PI) / 12); // from the top, both ways
  const HEIGHT = 20; // of a pill, and the width of a glyph in it: see map.css
  const GLYPH = 16;
  const DISTANCES = [0, 12, 26, 42, 60, 80, 104, 132]; // pixels between rim and pill
  const NARROW = 600; // pixels
  const WORDLESS = 150; // the price of a pill without its words
  const WORDLESS_NARROW = 36; // where words soon hide what they name
  const COVER = 1000; // the price of covering what must not be covered

  /** The parts of a pill that may stand for the records `ids`, without words as yet; `told` gives its tooltip. */
  maritime.pill = function ({ key, kind, told, latlng }, ids) {
    const holder = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    // The hairline is apart from its pill, below all marks: it must not strike through another's words.
    const under = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    const leader = maritime.svg("svg", { class: "leader", width: 1, height: 1, "aria-hidden": "true" });
    const line = maritime.svg("line", { x1: 0, y1: 0 });
    leader.append(line);
    under.append(leader);
    const button = maritime.html("button", "maritime-pill");
    button.dataset.key = key;
    button.style.setProperty("--kind", maritime.kindColour(kind));
    const text = maritime.html("span", "text");
    button.append(text);
    holder.append(button);
    maritime.reader.tie(button, ids, { told });
    return { holder, under, button, text, leader, line, latlng };
  };

  /** Give a pill its words and its signs: those of the records that the selection shows. */
  maritime.tellPill = function ({ button, text }, { label, kind, told }, records) {
    const { title, detail } = told();
    button.setAttribute("aria-label", title === label ? title + ". " + detail : label + ". " + title + ". " + detail);
    button.style.setProperty("--kind", maritime.kindColour(kind));
    button.replaceChildren(...distinct(records).map((record) => maritime.glyph({ ...record, step: 0 }, 0.85)), text);
    if (text.textContent === label) return;
    text.textContent = label;
    maritime.forgetSize(text);
  };

  /** One record for each look among them, at most three. */
  function distinct(records) {
    const looks = new Map(records.map((record) => [record.kind + record.attribution + record.counted + record.answer, record]));
    return Array.from(looks.values()).slice(0, 3);
  }

  maritime.takePillOut = function ({ holder, under }, out) {
    for (const element of [holder, under]) maritime.takeOut(element, out);
  };

  maritime.measurePills = function (owners) {
    for (const { pill } of owners) {
      // The words keep their width in a compact pill: they are only hidden from sight and cut off.
      const [words, height] = [maritime.sizeOf(pill.text)[0], HEIGHT];
      const glyphs = GLYPH * (pill.button.childElementCount - 1);
      pill.full = [glyphs + words + 4 + 15, height];
      pill.compact = [glyphs + 8, height];
    }
  };

  maritime.showPill = function ({ pill }, shown) {
    pill.holder.style.display = pill.under.style.display = shown ? "" : "none";
  };

  /**
   * Put the pills of `owners` (each with ids, ring, box) where they cover the least; adds their boxes to `taken`.
   * With `keep` those that have their words stay where they are, if nothing is there now.
   */
  maritime.placePills = function (map, owners, taken, keep) {
    const frame = map.getSize();
    const order = owners.slice().sort((a, b) => b.ids.length - a.ids.length || span(a.box) - span(b.box));
    const small = owners.filter(({ box }) => span(box) < 60);
    const lines = [];
    for (const owner of order) {
      const others = small.filter((one) => one !== owner).map((one) => one.box);
      const spot = (keep && spotBefore(owner, taken)) || bestSpot(owner, frame, { taken, others, lines });
      taken.push(maritime.grown(spot.box, 2));
      if (spot.distance) lines.push(lineOf(spot));
      settle(map, owner, spot);
    }
  };

  const span = (box) => box.right - box.left;

  /** Where the pill stood with its words, now in the size of its new ones; null where that is no spot any more. */
  function spotBefore({ pill }, taken) {
    if (!pill.spot || pill.spot.form !== "full") return null;
    const [x, y] = middleOf(pill.spot.box);
    const box = maritime.boxAround(x, y, ...pill.full);
    return taken.some((other) => maritime.collide(box, other)) ? null : { ...pill.spot, box };
  }

  const middleOf = (box) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];

  function bestSpot(owner, frame, around) {
    const { box: own, ring, pill } = owner;
    const middle = { x: (own.left + own.right) / 2, y: (own.top + own.bottom) / 2 };
    const tiny = span(own) < 44; // a pill across so small a rim would hide the area
    const rims = ANGLES.map((angle) => rimPoint(ring, middle, angle));
    let best = null;
    for (const [form, [width, height]] of [["full", pill.full], ["compact", pill.compact]]) {
      ANGLES.forEach((angle, rank) => {
        const [sin, cos] = [Math.sin(angle), -Math.cos(angle)];
        for (const distance of DISTANCES) {
          const price = rank * 0.9 + distance * 1.4 + (form === "compact" ? (frame.x < NARROW ? WORDLESS_NARROW : WORDLESS) : 0);
          if (best && price >= best.price) break;
          // Clear of a tiny rim, or of the rim that its hairline comes from: half the pill outward.
          const clear = tiny || distance ? Math.min(width / 2 / Math.abs(sin || 1e-9), height / 2 / Math.abs(cos || 1e-9)) + 3 : 0;
          const box = maritime.boxAround(rims[rank].x + sin * (distance + clear), rims[rank].y + cos * (distance + clear), width, height);
          if (!maritime.inside(box, frame, 4)) continue;
          const spot = { box, rim: rims[rank], form, distance };
          const cost = price + priceOf(spot, around);
          if (!best || cost < best.price) best = { ...spot, price: cost };
        }
      });
    }
    return best && best.price < COVER ? best : freeSpot(pill, rims[0], frame, around.taken) || best || inFrame(pill, frame, middle);
  }

  /** What a spot costs beyond its distance: what the pill covers, and what its hairline runs across. */
  function priceOf({ box, rim, distance }, { taken, others, lines }) {
    const covered = covering(box, taken, COVER) + covering(box, others, 30);
    const struck = lines.filter((line) => crosses(line, box)).length * 30;
    if (!distance || covered >= COVER) return covered + struck;
    const own = lineOf({ box, rim });
    return covered + struck + beneath(own, taken, 40) + lines.filter((line) => meet(line, own)).length * 60;
  }

  function covering(box, boxes, price) {
    let cost = 0;
    for (const other of boxes) if (maritime.collide(box, other)) cost += price;
    return cost;
  }

  const lineOf = ({ box, rim }) => [rim, { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }];

  /** The price of a hairline that runs beneath what is there. */
  function beneath([from, to], boxes, price) {
    const points = [0.25, 0.5, 0.75].map((share) => maritime.boxAround(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share, 2, 2));
    return points.reduce((cost, point) => cost + covering(point, boxes, price), 0);
  }

  /** Whether two lines cross. */
  function meet([a, b], [c, d]) {
    const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
  }

  /** Whether a line touches a box. */
  function crosses([a, b], box) {
    const corners = [{ x: box.left, y: box.top }, { x: box.right, y: box.top }, { x: box.right, y: box.bottom }, { x: box.left, y: box.bottom }];
    const held = (point) => point.x > box.left && point.x < box.right && point.y > box.top && point.y < box.bottom;
    return held(a) || held(b) || corners.some((corner, index) => meet([a, b], [corner, corners[(index + 1) % 4]]));
  }
  maritime.crosses = crosses;

  /** Where nothing near the rim is free: the nearest free spot of the whole frame, for the compact pill. */
  function freeSpot({ compact: [width, height] }, rim, frame, taken) {
    let best = null;
    for (let y = 4 + height / 2; y < frame.y - 4 - height / 2; y += 12) {
      for (let x = 4 + width / 2; x < frame.x - 4 - width / 2; x += 12) {
        const distance = Math.hypot(x - rim.x, y - rim.y);
        if (best && distance >= best.distance) continue;
        const box = maritime.boxAround(x, y, width, height);
        if (!taken.some((other) => maritime.collide(box, other))) best = { box, rim, form: "compact", distance, price: 0 };
      }
    }
    return best;
  }

  /** No point of the rim is in the frame (the area holds all of it): a pill near the frame's top. */
  function inFrame({ full: [width, height] }, frame, middle) {
    const x = Math.max(width / 2 + 60, Math.min(frame.x - width / 2 - 60, middle.x));
    return { box: maritime.boxAround(x, 24, width, height), rim: { x, y: 24 }, form: "full", distance: 0 };
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

  function settle(map, { pill }, spot) {
    const { box, rim, form, distance } = spot;
    const [x, y] = middleOf(box);
    pill.spot = spot;
    pill.button.classList.toggle("is-compact", form === "compact");
    pill.latlng = map.containerPointToLatLng([x, y]);
    pill.leader.style.display = distance ? "" : "none";
    pill.line.setAttribute("x2", (rim.x - x).toFixed(1));
    pill.line.setAttribute("y2", (rim.y - y).toFixed(1));
  }
})(window.maritime);
