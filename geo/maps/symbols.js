/* Records with a published position: one symbol each. Symbols that would share pixels step aside,
   each on a hairline from its true point; those that a stack stands for leave a dot there. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const STEPS = 80; // of the relaxation; enough for a dozen symbols on one point

  /** A symbol for the pane of marks; `box` is known after `dodge`. */
  maritime.symbol = function (record) {
    const holder = maritime.html("div", "maritime-mark leaflet-zoom-animated");
    const leader = maritime.svg("svg", { class: "leader", width: 1, height: 1, "aria-hidden": "true" });
    const line = maritime.svg("line", { x1: 0, y1: 0 });
    const dot = maritime.svg("circle", { r: 1.4 });
    leader.append(line, dot);
    holder.style.setProperty("--kind", maritime.kindColour(record.kind));
    const button = maritime.html("button", "maritime-symbol");
    button.dataset.key = "record " + record.id;
    const glyph = maritime.glyph(record);
    button.append(glyph);
    holder.append(leader, button);
    maritime.reader.tie(button, [record.id]);
    return {
      record, holder, button, glyph, leader, line, dot,
      latlng: L.latLng(record.place[1], record.place[0]),
      radius: maritime.diameter(record.step) / 2,
    };
  };

  /** Show the symbol as the selection has its record. */
  maritime.showSymbol = function ({ record, holder, button, glyph }) {
    maritime.takeOut(holder, !maritime.isShown(record));
    if (!maritime.isShown(record)) return;
    glyph.classList.toggle("is-possible", maritime.isPossible(record));
    button.setAttribute("aria-label", maritime.nameOf(record));
  };

  /** Move symbols apart in the frame, as little as will do; sets `box` of each, in pixels of the frame. */
  maritime.dodge = function (map, all) {
    const symbols = all.filter(({ stack }) => !stack);
    for (const symbol of all) show(symbol);
    const spots = symbols.map((symbol, index) => {
      const home = map.latLngToContainerPoint(symbol.latlng);
      // A nudge of its own for each, so that symbols on the very same point have a way to part.
      const angle = index * 2.4;
      return { home, x: home.x + 0.1 * Math.cos(angle), y: home.y + 0.1 * Math.sin(angle), radius: symbol.radius };
    });
    for (let step = 0; step < STEPS; step++) relax(spots, step / STEPS);
    spots.forEach((spot, index) => settle(symbols[index], spot));
  };

  /** A symbol, or the dot that a stack leaves of it. */
  function show({ stack, holder, button, leader, line, dot }) {
    holder.classList.toggle("is-stacked", Boolean(stack));
    button.style.display = line.style.display = stack ? "none" : "";
    dot.setAttribute("r", stack ? 2.2 : 1.4);
    if (stack) leader.style.display = "";
  }

  function relax(spots, done) {
    const pull = done < 0.7 ? 0.06 : 0; // first back towards the true points, at last only apart
    for (const spot of spots) {
      spot.x += (spot.home.x - spot.x) * pull;
      spot.y += (spot.home.y - spot.y) * pull;
    }
    for (let i = 0; i < spots.length; i++) {
      for (let j = i + 1; j < spots.length; j++) part(spots[i], spots[j]);
    }
  }

  function part(a, b) {
    const wanted = a.radius + b.radius + 5;
    const [across, down] = [b.x - a.x, b.y - a.y];
    if (Math.abs(across) >= wanted || Math.abs(down) >= wanted) return;
    const distance = Math.hypot(across, down) || 0.01;
    if (distance >= wanted) return;
    const push = (wanted - distance) / 2 / distance;
    a.x -= across * push;
    a.y -= down * push;
    b.x += across * push;
    b.y += down * push;
  }

  function settle(symbol, spot) {
    let [across, down] = [spot.x - spot.home.x, spot.y - spot.home.y];
    const aside = Math.hypot(across, down) > 2.5;
    if (!aside) [across, down] = [0, 0];
    symbol.button.style.transform = `translate(${across.toFixed(1)}px, ${down.toFixed(1)}px)`;
    symbol.leader.style.display = aside ? "" : "none";
    symbol.line.setAttribute("x2", across.toFixed(1));
    symbol.line.setAttribute("y2", down.toFixed(1));
    const size = 2 * symbol.radius + 4;
    symbol.box = maritime.boxAround(spot.home.x + across, spot.home.y + down, size, size);
  }
})(window.maritime);
