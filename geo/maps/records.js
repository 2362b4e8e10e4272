/* The records: a Leaflet layer for each payload. Payloads that differ only in what they select share one scene, which
   has an address of its own. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CARD = 430; // pixels that the card takes at one side of a wide frame: the west's for records of the east
  const MARGIN = 50;

  let scene = null; // what is drawn
  let sceneKey = null; // its address, and the question drawn with it
  let sequence = 0; // drawings that Python asked for
  let drawn = 0; // drawings, those of `select` too
  let focusKey = null; // what had the keyboard's focus when the last scene was struck
  const shown = new WeakMap(); // map -> the record that was brought into the frame last

  /** A layer that draws `payload`; see the Python side for its fields. */
  maritime.records = (payload) => new Records(payload);

  /**
   * Show another selection of the scene's records: `levels` by row (2 surely, 1 possibly, 0 not in the period, -1 not
   * chosen), and the ids of the zones in force, those of before where none are given. With `ghosts`, while a period is dragged or played, nothing moves and what is left out of
   * the trays stays as faint outlines. Says whether it could be drawn.
   */
  maritime.select = function (levels, force, { ghosts = false } = {}) {
    return maritime.drawing ? maritime.drawing.select(levels, force, ghosts) : false;
  };

  /** Show again what Python chose last: what was shown before it answered has come to nothing. */
  maritime.asGiven = function () {
    const { drawing } = maritime;
    return drawing ? drawing.select(drawing.levels, drawing.force, false) : false;
  };

  const Records = L.Layer.extend({
    initialize({ scene: address, question, selected, levels, force, reasons, legs }) {
      Object.assign(this, { address, question, selected, levels, force, reasons, given: legs });
    },

    getEvents() {
      const reposition = () => scene?.reposition();
      return { zoomanim: (event) => scene?.glide(event), zoom: reposition, viewreset: reposition };
    },

    onAdd(map) {
      maritime.drawing = this;
      maritime.withScene(this.address, (given) => { if (given && maritime.drawing === this) this.draw(map, given); });
    },

    draw(map, given) {
      const began = performance.now();
      const fresh = this.stage(map, given);
      scene.records.forEach((record) => { record.reason = maritime.cell(this.reasons, record.row); });
      maritime.reader.hear(this.selected);
      const newLegs = scene.setLegs(this.given);
      scene.legsOf = this.selected;
      const newSelection = scene.select(this.levels, this.force, false);
      if (fresh || newLegs || newSelection || this.redrawn) maritime.arrange();
      else scene.fill();
      this.redrawn = false;
      maritime.reader.refresh(fresh);
      giveBackFocus();
      this.showChosen(map);
      sequence += 1;
      this.told(began);
    },

    /** The scene of this payload, the one that stands if it is the same; says whether it was set anew. */
    stage(map, given) {
      const key = JSON.stringify([this.address, this.question]);
      if (scene && sceneKey === key) return false;
      strike();
      [scene, sceneKey] = [new maritime.Scene(map, maritime.unpacked(given), this.question), key];
      return true;
    },

    told(began) {
      drawn += 1;
      window.mapStats = Object.assign(maritime.statsOf(this, sequence, began), { drawn });
    },

    onRemove() {
      if (maritime.drawing === this) maritime.drawing = null;
      this.redrawn = true; // when it comes back, something that it depends on may have changed
      // Only when nothing follows at once: a change of filter takes away and adds in one go.
      requestAnimationFrame(() => {
        if (maritime.drawing) return;
        strike();
        maritime.arrange();
      });
    },

    select(levels, force, ghosts) {
      if (levels.length !== scene?.records.length) return false;
      const began = performance.now();
      if (scene.select(levels, force || scene.force, ghosts)) maritime.arrange();
      this.told(began);
      return true;
    },

    arrange: (map, controls, names) => (scene ? scene.arrange(controls, names) : []),

    /** The reader chose on the map: it is there already. */
    chosen(id) {
      shown.set(maritime.map, id);
      scene.showLegs();
    },

    /** A record that was chosen elsewhere comes into the frame. */
    showChosen(map) {
      const selected = maritime.reader.selected();
      if (shown.get(map) === selected) return;
      const isFirst = !shown.has(map);
      shown.set(map, selected);
      if (isFirst) open(map, selected);
      else this.bring(map, selected);
    },

    /** Pan as little as it takes to see the record's place beside the card; says whether the map moves. */
    bring(map, id) {
      const bounds = scene.boundsOf(id);
      if (!bounds.isValid() || map.getBounds().contains(bounds.getCenter())) return false;
      map.panInside(bounds.getCenter(), { ...besideCard(map, bounds), animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
      return true;
    },
  });

  for (const name of ["symbols", "areas", "trays", "zones", "stacks"]) {
    Object.defineProperty(Records.prototype, name, { get: () => scene?.[name] || [] });
  }

  function strike() {
    if (!scene) return;
    const focused = document.activeElement;
    focusKey = document.hasFocus() && focused ? focused.dataset.key || null : null;
    scene.strike();
    [scene, sceneKey] = [null, null];
  }

  function giveBackFocus() {
    if (!focusKey) return;
    const key = focusKey;
    focusKey = null;
    const heir = Array.from(document.querySelectorAll("[data-key]")).find((element) => element.dataset.key === key);
    if (heir && heir.offsetParent) heir.focus({ preventScroll: true });
  }

  /** An address that names a record shows it with the way of its vessel; one that asks for a place, that place. */
  function open(map, selected) {
    if (maritime.hasVantage?.()) return; // the address names the view itself
    const bounds = scene.boundsOf(selected);
    if (!selected) for (const { path } of scene.question) bounds.extend(path.getBounds());
    if (!bounds.isValid() && !scene.legs.length) return;
    if (!selected) return void map.fitBounds(bounds.pad(0.4), { animate: false, maxZoom: 9 });
    if (bounds.isValid() && map.getBounds().contains(bounds.getCenter())) return;
    for (const { path } of scene.legs) bounds.extend(path.getBounds());
    map.fitBounds(bounds, { ...besideCard(map, bounds), maxZoom: map.getZoom(), animate: false });
  }

  /** Paddings that keep clear of the card. */
  function besideCard(map, bounds) {
    const beside = map.getSize().x > 2 * CARD ? CARD : MARGIN;
    const [left, right] = bounds.getCenter().lng > maritime.middle ? [beside, MARGIN] : [MARGIN, beside];
    return { paddingTopLeft: [left, MARGIN], paddingBottomRight: [right, MARGIN] };
  }
})(window.maritime);
