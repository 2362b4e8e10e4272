/* Stacks: where many records crowd a few pixels, one pill stands for them and opens the list; coming closer parts them.
   Targets of one operation stack anywhere, areas whose rims are all but the same only on a narrow frame. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const SMALL = 24; // pixels: a wider area stands for itself
  const NEAR = 22; // pixels between neighbours of one stack
  const FEWEST = 4;
  const NARROW_NEAR = 18;
  const NARROW_FEWEST = 2;

  /** The stacks that the view calls for; `known` keeps those made before, by their members. Marks which members they hide. */
  maritime.stacksFor = function (map, { symbols, areas, byId, narrow }, known) {
    const spots = [
      ...symbols.map((symbol) => ({ member: symbol, ids: [symbol.record.id], ...centreOf(map, symbol.latlng), span: 0 })),
      ...areas.filter((area) => area.visible).map((area) => ({ member: area, ids: area.ids, ...middleOf(area.box), span: area.box.right - area.box.left })),
    ].map((spot) => ({ ...spot, parent: byId.get(spot.ids[0]).parent }));
    const crowds = [
      ...clusters(spots.filter((spot) => spot.parent && spot.span < SMALL), NEAR, (a, b) => a.parent === b.parent).filter((crowd) => crowd.length >= FEWEST),
      ...(narrow ? clusters(spots.filter((spot) => !spot.parent && spot.span), NARROW_NEAR, alike).filter((crowd) => crowd.length >= NARROW_FEWEST) : []),
    ];
    for (const { member } of spots) member.stack = null;
    const { x, y } = map.getSize();
    return crowds.map((crowd) => stackOf(crowd, byId, known)).filter(({ box }) => maritime.collide(box, { left: 0, top: 0, right: x, bottom: y }));
  };

  /** Areas of one kind and about one size: the pill's colour is that of all. */
  const alike = (a, b) => a.member.kind === b.member.kind && Math.min(a.span, b.span) > 0.5 * Math.max(a.span, b.span);

  const centreOf = (map, latlng) => { const { x, y } = map.latLngToContainerPoint(latlng); return { x, y }; };
  const middleOf = (box) => ({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 });

  /** Groups of spots of which each lies near another of its group. */
  function clusters(spots, near, match) {
    const groups = [];
    for (const spot of spots) {
      const joined = groups.filter((group) => group.some((other) => match(spot, other) && Math.hypot(spot.x - other.x, spot.y - other.y) < near));
      for (const group of joined) groups.splice(groups.indexOf(group), 1);
      groups.push([spot, ...joined.flat()]);
    }
    return groups;
  }

  function stackOf(crowd, byId, known) {
    const inStack = new Set(crowd.flatMap((spot) => spot.ids));
    const ids = Array.from(byId.keys()).filter((id) => inStack.has(id)); // in order of date
    const key = "stack " + ids.join(" ");
    if (!known.has(key)) known.set(key, made(key, ids.map((id) => byId.get(id))));
    const stack = known.get(key);
    maritime.showStack(stack);
    const reach = (axis, turn) => Math[turn](...crowd.map((spot) => spot[axis] + ((turn === "max" ? 1 : -1) * Math.max(5, spot.span / 2))));
    stack.box = { left: reach("x", "min"), right: reach("x", "max"), top: reach("y", "min"), bottom: reach("y", "max") };
    stack.ring = oval(stack.box);
    for (const { member } of crowd) member.stack = stack;
    return stack;
  }

  function made(key, records) {
    const stack = { all: records, records, label: "" };
    stack.told = () => ({ title: stack.label, detail: stack.records.map(shortTitle(stack.records)).join("; ") });
    stack.pill = maritime.pill({ key, told: stack.told, latlng: L.latLng(0, 0) }, records.map((record) => record.id));
    return stack;
  }

  /** Show of the stack's records those that are selected; without any it is out of sight. */
  maritime.showStack = function (stack) {
    const look = stack.all.map((record) => record.level).join("");
    if (look === stack.look) return;
    stack.look = look;
    stack.records = stack.all.filter(maritime.isShown);
    stack.ids = stack.records.map((record) => record.id);
    maritime.takePillOut(stack.pill, stack.ids.length === 0);
    if (!stack.ids.length) return;
    stack.label = labelOf(stack.records);
    maritime.tellPill(stack.pill, { label: stack.label, kind: stack.records[0].kind, told: stack.told }, stack.records);
  };

  const isOneDay = (records) => new Set(records.map(maritime.dayOf)).size === 1;

  function labelOf(records) {
    const what = records[0].parent
      ? maritime.count(records.length, "{n} target", "{n} targets")
      : maritime.count(records.length, "{n} area", "{n} areas");
    return isOneDay(records) ? what + " · " + maritime.dayOf(records[0]) : what;
  }

  /** Titles without their day, where the stack's words tell it. */
  const shortTitle = (records) => (isOneDay(records) ? ({ title }) => title.split(" · ").slice(1).join(" · ") : ({ title }) => title);

  function oval({ left, right, top, bottom }) {
    const angles = Array.from({ length: 24 }, (_, index) => (index * Math.PI) / 12);
    return angles.map((angle) => ({ x: (left + right + (right - left) * Math.cos(angle)) / 2, y: (top + bottom + (bottom - top) * Math.sin(angle)) / 2 }));
  }
})(window.maritime);
