/* Where trays stand: in free water of their ocean, never over what was placed nor over each other. Without room they fold,
   the biggest first; one that the reader opens all the same lies in the dock below the map. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MARGIN = 10; // pixels to the frame's edge
  const FAR = 3.5; // zoom: from farther away an open tray would be larger than its ocean
  const ARROW = 18; // pixels: of the sign that an ocean is out of view

  // Prices of covering a cell. A pixel of distance costs 1, so these say how far a tray goes out of the way.
  const PLACED = 1e5;
  const INSIDE = 4000; // of an area, where no rim is near
  const ZONE = 40;
  const LAND = 20;
  const FOREIGN = 11; // water of another ocean, where a tray would say what is not so
  const NAME = 1.5;
  const FORM = 60; // what a tall panel must save before it is preferred to a wide one
  const CRAMPED = 3900; // what a whole tray may cost before it folds
  const ASTRAY = 340; // pixels that an open tray may lie from where it belongs

  const places = new Map(); // tray id -> {left, top} where it last stood; outlives the drawing
  let asked = null; // id of the tray that the reader opened last

  /** Of all open trays this is to fold last. */
  maritime.askFor = (tray) => { asked = tray.given.id; };

  /** What the frame holds, as prices: for trays at its edge, and for those at sea. */
  maritime.roomFor = function (map, { controls, marks, areas, zones, names, land }) {
    const frame = map.getSize();
    const room = new maritime.Room(frame.x, frame.y);
    for (const box of controls) room.close(maritime.grown(box, 6));
    for (const box of marks) room.fill(maritime.grown(box, 5), PLACED);
    if (areas.length) room.fillRings(areas, INSIDE, "nonzero");
    for (const ring of areas) room.fillLine([...ring, ring[0]], PLACED);
    for (const box of zones) room.fill(box, ZONE);
    for (const box of names) room.fill(box, NAME);
    const atSea = room.copy();
    if (land.length) atSea.fillRings(land, LAND, "evenodd");
    return { room, atSea };
  };

  /** Put each tray on its best spot, folding as many as it takes; returns their boxes. */
  maritime.placeTrays = function (map, trays, rooms) {
    const waters = trays.map((tray) => waterOf(map, tray, rooms));
    const shut = (tray, index) => maritime.foldChosen(tray) ?? (map.getZoom() < FAR || waters[index].away !== null);
    let open = trays.filter((tray, index) => !shut(tray, index));
    let spots = spotsFor(map, trays, waters, open);
    while (open.length && spots.some(isTight)) {
      const last = foldedNext(open, trays, spots);
      open = open.filter((tray) => tray !== last);
      spots = spotsFor(map, trays, waters, open);
    }
    trays.forEach((tray, index) => stand(tray, spots[index], waters[index].away));
    return spots;
  };

  const isTight = ({ cost, form, astray }) => cost > CRAMPED || (form !== "shut" && astray > ASTRAY);

  /** The biggest goes first, the one that the reader asked for last. */
  function foldedNext(open, trays, spots) {
    const others = open.filter((tray) => tray.given.id !== asked);
    const size = ({ sizes }) => sizes.wide[0] * sizes.wide[1];
    const tight = others.filter((tray) => isTight(spots[trays.indexOf(tray)]));
    const choice = tight.length ? tight : others.length ? others : open;
    return choice.reduce((one, other) => (size(other) > size(one) ? other : one));
  }

  /** The room as one tray sees it: at sea while its ocean is in view, else at the edge with that ocean's bearing (radians). */
  function waterOf(map, { given, ocean }, { room, atSea }) {
    if (!given.anchor) return { room, point: null, away: null };
    const own = atSea.copy();
    const rings = (ocean || []).map((ring) => ring.map((latlng) => map.latLngToContainerPoint(latlng)));
    const inView = rings.length ? own.fillOutside(rings, FOREIGN) : false;
    const point = map.latLngToContainerPoint([given.anchor[1], given.anchor[0]]);
    const { x, y } = map.getSize();
    const gone = !inView && (rings.length > 0 || point.x < 0 || point.y < 0 || point.x > x || point.y > y);
    return gone ? { room, point, away: Math.atan2(point.y - y / 2, point.x - x / 2) } : { room: own, point, away: null };
  }

  /** A spot for each tray, in the order given: the first has the first choice. */
  function spotsFor(map, trays, waters, open) {
    const spots = [];
    trays.forEach((tray, index) => {
      const free = waters[index].room.copy();
      for (const spot of spots) free.close(maritime.grown(spot, 8));
      const tries = (open.includes(tray) ? ["wide", "tall"] : ["shut"]).map((form) => spotFor(map.getSize(), tray, form, waters[index], free));
      spots.push(tries.reduce((one, other) => (other.cost < one.cost - FORM ? other : one)));
    });
    return spots;
  }

  function spotFor(frame, { sizes }, form, { point, away }, free) {
    const [measured, height] = sizes[form];
    const width = measured + (away !== null ? ARROW : 0);
    const wish = wishFor(frame, point, width, height);
    const spot = free.nearest(width, height, wish.x, wish.y, MARGIN);
    return { ...spot, form, astray: Math.hypot(spot.left + width / 2 - wish.x, spot.top + height / 2 - wish.y) };
  }

  /** The centre a tray would like: its ocean's, else the frame's lower left. */
  function wishFor(frame, point, width, height) {
    const [left, top] = [MARGIN + width / 2, MARGIN + height / 2];
    if (!point) return { x: left, y: frame.y - top };
    return { x: Math.max(left, Math.min(frame.x - left, point.x)), y: Math.max(top, Math.min(frame.y - top, point.y)) };
  }

  /** A tray that stood elsewhere glides to its new place. */
  function stand(tray, spot, away) {
    const { panel, given } = tray;
    const [left, top] = [Math.round(spot.left), Math.round(spot.top)];
    maritime.form(tray, spot.form);
    places.set(given.id, { left, top });
    panel.classList.toggle("is-docked", away !== null);
    if (away !== null) tray.arrow.style.transform = `rotate(${away.toFixed(2)}rad)`;
    moveTo(panel, { left, top });
  }

  /** Not yet in the frame: no glide from the corner. */
  maritime.standAsBefore = function ({ panel, given }) {
    const before = places.get(given.id);
    if (before) moveTo(panel, before);
  };

  function moveTo(panel, { left, top }) {
    panel.style.transform = `translate(${left}px, ${top}px)`;
  }
})(window.maritime);
