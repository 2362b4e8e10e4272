/* The records: one Leaflet layer that draws all of a payload when added and takes all of it away when removed. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const CARD = 430; // pixels that the card takes at one side of a wide frame: the west's for records of the east
  const MARGIN = 50;
  const NARROW = 600; // pixels: below this trays are folded and docked below the map

  let sequence = 0;
  const chosen = new WeakMap(); // map -> the record whose card was open at its last drawing
  let focusKey = null; // what had the keyboard's focus when the last drawing was taken away

  /** A layer that draws `payload`; see the Python side for its fields. */
  maritime.records = (payload) => new Records(maritime.unpacked(payload));

  const Records = L.Layer.extend({
    initialize(payload) {
      this.payload = payload;
    },

    getEvents() {
      return { zoomanim: this.glide, zoom: this.reposition, viewreset: this.reposition };
    },

    onAdd(map) {
      const began = performance.now();
      maritime.reader.begin(this.payload);
      this.draw(map);
      maritime.drawing = this;
      maritime.arrange();
      maritime.reader.finish();
      this.giveBackFocus(map);
      this.showChosen(map);
      sequence += 1;
      window.mapStats = maritime.statsOf(this, sequence, began);
    },

    onRemove() {
      this.keepFocus();
      this.paths.remove();
      for (const element of this.holders) element.remove();
      for (const { pill } of this.known.values()) for (const element of [pill.holder, pill.under]) element.remove();
      for (const tray of this.trays) tray.panel.remove();
      this.chip.remove();
      if (maritime.drawing === this) maritime.drawing = null;
      // Only when nothing follows at once: a change of filter takes away and adds in one go.
      requestAnimationFrame(() => { if (!maritime.drawing) maritime.arrange(); });
    },

    draw(map) {
      const { records, areas, trays, question, legs } = this.payload;
      const byId = new Map(records.map((record) => [record.id, record]));
      const { renderers } = maritime.stage;
      this.byId = byId;
      this.narrow = map.getSize().x < NARROW;
      this.symbols = records.filter((record) => record.place).map(maritime.symbol);
      this.areas = areas.slice().sort((a, b) => b.radius_km - a.radius_km).map((area) => maritime.area(area, byId, renderers.areas));
      this.zones = maritime.zonesOf(this.payload, renderers);
      this.question = maritime.question(question, renderers.zones);
      this.legs = maritime.legs(legs, renderers.areas);
      this.known = new Map(); // stacks made so far, by their members
      this.stacks = [];
      const outlines = [...this.question, ...this.zones].map(({ path }) => path);
      this.paths = L.layerGroup([...outlines, ...this.areas.flatMap((area) => [area.soft, area.rim]), ...this.legs.map(({ path }) => path)]).addTo(map);
      this.zones.forEach(maritime.enlivenZone);
      this.legs.forEach(maritime.enlivenLeg);
      for (const area of this.areas) maritime.enliven(area, (event) => this.idsAt(event, area));
      this.drawMarks(map);
      this.trays = trays.map((tray) => maritime.tray(tray, byId, (...args) => this.folded(...args)));
      this.dockTrays();
      this.chip = maritime.offViewChip(() => this.fit(map));
      maritime.stage.overlay.append(this.chip);
      const answers = new Set(records.map((record) => record.answer));
      document.documentElement.classList.toggle("has-possible", answers.has("possibly"));
      maritime.sketchCanClear(maritime.asksArea(question));
    },

    /** Symbols and pills in order of date, one stop of the tab key. */
    drawMarks(map) {
      const order = new Map(this.payload.records.map((record, index) => [record.id, index]));
      const marks = [
        ...this.symbols.map(({ record, holder, button }) => ({ at: order.get(record.id), holder, button })),
        ...this.areas.map(({ ids, pill }) => ({ at: order.get(ids[0]) ?? 0, holder: pill.holder, button: pill.button })),
      ].sort((a, b) => a.at - b.at);
      const group = map.getPane("maritime-marks");
      const texts = [...this.zones, ...this.question, ...this.legs].map(({ label }) => label);
      group.append(...this.zones.map((zone) => zone.marker), ...marks.map((mark) => mark.holder));
      map.getPane("maritime-labels").append(...texts, ...this.areas.map(({ pill }) => pill.under));
      this.holders = [...this.areas.map(({ pill }) => pill.under), ...this.zones.map((zone) => zone.marker), ...texts, ...marks.map((mark) => mark.holder)];
      this.rove = maritime.rove(group, () => Array.from(group.querySelectorAll("button")).filter((button) => button.style.display !== "none" && button.parentElement.style.display !== "none"));
      for (const { holder, button } of marks) showOnFocus(map, holder, button); // a stack is there only while in view
    },

    /** Which records the areas under the pointer stand for. */
    idsAt(event, area) {
      const { x, y } = this._map.mouseEventToContainerPoint(event);
      const here = this.areas.filter((one) => maritime.within(one.ring, x, y));
      const ids = new Set(here.flatMap((one) => one.ids));
      return ids.size ? this.payload.records.map((record) => record.id).filter((id) => ids.has(id)) : area.ids;
    },

    /** The reader folded or opened a tray. One that finds no room on the map goes to the dock below it. */
    folded(tray, fold) {
      tray.inDock = false;
      if (this.narrow && !fold) for (const other of this.trays) if (other !== tray) maritime.chooseFold(other, true);
      this.dockTrays();
      if (this.narrow) return;
      maritime.askFor(tray);
      maritime.arrange();
      if (fold || !tray.panel.classList.contains("is-folded")) return;
      tray.inDock = true;
      this.dockTrays();
      maritime.arrange();
    },

    /** Find everything its place in the frame; returns the boxes that labels must leave free. */
    arrange(map, controls, names) {
      const frame = map.getSize();
      const marks = controls.map((box) => maritime.grown(box, 4));
      if (this.narrow !== frame.x < NARROW) this.dockTrays();
      maritime.outlineAreas(map, this.areas);
      this.stack(map);
      this.measure(map);
      maritime.dodge(map, this.symbols);
      for (const { box, stack } of this.symbols) if (!stack) marks.push(box);
      const owners = [...this.areas.filter((area) => area.visible && !area.stack), ...this.stacks];
      maritime.placePills(map, owners, marks);
      maritime.placeZones(map, this.zones, marks);
      const placed = marks.slice(controls.length);
      maritime.placeLegs(map, this.legs, marks);
      maritime.placeQuestion(map, this.question, marks);
      const zones = this.zones.filter((zone) => !zone.belt).map((zone) => zone.box);
      const rings = this.areas.filter((area) => area.visible).map((area) => area.ring);
      const rooms = maritime.roomFor(map, { controls, marks: placed, areas: rings, zones, names, land: maritime.landRings() });
      const afloat = this.trays.filter((tray) => !tray.inDock && !this.narrow);
      const trays = maritime.placeTrays(map, afloat, rooms);
      for (const box of trays) rooms.room.close(box);
      const chip = this.chip.hidden ? [] : [this.placeChip(map, rooms.room)];
      this.reposition();
      this.rove();
      return [...marks.slice(controls.length), ...trays, ...chip];
    },

    /** Which records stand for themselves and which in a stack. */
    stack(map) {
      this.stacks = maritime.stacksFor(map, this, this.known);
      for (const area of this.areas) maritime.showPill(area, area.visible && !area.stack);
      for (const stack of this.known.values()) if (!this.stacks.includes(stack)) for (const element of [stack.pill.holder, stack.pill.under]) element.remove();
      for (const { ids, pill } of this.stacks) {
        if (pill.holder.isConnected) continue;
        const first = [...this.symbols, ...this.areas].find((mark) => (mark.ids || [mark.record.id]).includes(ids[0]));
        (first.holder || first.pill.holder).before(pill.holder);
        map.getPane("maritime-labels").append(pill.under);
      }
    },

    /** Each tray on the map or in the dock below it, where it stands open if the reader wishes. */
    dockTrays() {
      const { overlay, dock } = maritime.stage;
      this.narrow = maritime.map.getSize().x < NARROW;
      for (const tray of this.trays) {
        const docked = this.narrow || Boolean(tray.inDock);
        const home = docked ? dock : overlay;
        if (docked) {
          tray.panel.style.transform = "";
          tray.panel.classList.remove("is-docked");
          maritime.form(tray, maritime.foldChosen(tray) ?? true ? "shut" : "wide");
        } else if (tray.panel.parentElement !== home) maritime.standAsBefore(tray);
        if (tray.panel.parentElement !== home) home.append(tray.panel);
      }
    },

    /** All that is asked of the browser's layout, before anything is moved. */
    measure(map) {
      this.sayOffView(map);
      maritime.measurePills([...this.areas, ...this.stacks]);
      for (const { label } of [...this.zones, ...this.legs, ...this.question]) maritime.sizeOf(label);
      if (!this.narrow) maritime.measureTrays(this.trays.filter((tray) => !tray.inDock));
      this.chipSize = [this.chip.offsetWidth, this.chip.offsetHeight];
    },

    sayOffView(map) {
      const view = map.getBounds();
      const away = [
        ...this.symbols.filter(({ latlng }) => !view.contains(latlng)).map(() => 1),
        ...this.areas.filter((area) => !area.visible).map((area) => area.ids.length),
      ].reduce((sum, count) => sum + count, 0);
      this.chip.hidden = away === 0;
      this.chip.textContent = away + (away === 1 ? " record" : " records") + " outside this view";
    },

    placeChip(map, room) {
      const box = room.nearest(...this.chipSize, map.getSize().x / 2, 0, 10);
      this.chip.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
      return box;
    },

    /** Show all that has a place. */
    fit(map) {
      const bounds = L.latLngBounds(this.symbols.map((symbol) => symbol.latlng));
      for (const area of this.areas) bounds.extend(area.bounds);
      if (bounds.isValid()) {
        map.fitBounds(bounds, { paddingTopLeft: [50, 40], paddingBottomRight: [40, 30], maxZoom: 9 });
      }
    },

    /** A record that was chosen elsewhere, and the way of its vessel, come into the frame, unless they are in it. */
    showChosen(map) {
      const { selected } = this.payload;
      if (chosen.get(map) === selected) return;
      const isFirst = !chosen.has(map);
      chosen.set(map, selected);
      if (isFirst && !selected) this.showAsked(map);
      const symbol = this.symbols.find(({ record }) => record.id === selected);
      const area = this.areas.find(({ ids }) => ids.includes(selected));
      const bounds = L.latLngBounds(symbol ? [symbol.latlng] : []);
      if (area) bounds.extend(area.bounds);
      if (bounds.isValid() && map.getBounds().contains(bounds.getCenter())) return;
      for (const { path } of this.legs) bounds.extend(path.getBounds());
      if (!bounds.isValid()) return;
      const beside = map.getSize().x > 2 * CARD ? CARD : MARGIN;
      const [left, right] = bounds.getCenter().lng > maritime.middle ? [beside, MARGIN] : [MARGIN, beside];
      map.fitBounds(bounds, { paddingTopLeft: [left, MARGIN], paddingBottomRight: [right, MARGIN], maxZoom: map.getZoom(), animate: !isFirst });
    },

    /** A place that an address asks for fills the frame. */
    showAsked(map) {
      const bounds = L.latLngBounds([]);
      for (const { path } of this.question) bounds.extend(path.getBounds());
      if (bounds.isValid()) map.fitBounds(bounds.pad(0.4), { animate: false, maxZoom: 9 });
    },

    /** Put every mark where its point is now. */
    reposition() {
      const map = this._map;
      if (map) this.eachMark((latlng) => map.latLngToLayerPoint(latlng));
    },

    glide({ zoom, center }) {
      this.eachMark((latlng) => this._map._latLngToNewLayerPoint(latlng, zoom, center));
    },

    eachMark(pointOf) {
      const move = (element, latlng) => L.DomUtil.setPosition(element, pointOf(latlng).round());
      for (const { holder, latlng } of [...this.symbols, ...this.zones.map(({ marker, latlng }) => ({ holder: marker, latlng }))]) move(holder, latlng);
      for (const { pill } of [...this.areas, ...this.stacks]) for (const element of [pill.holder, pill.under]) move(element, pill.latlng);
      for (const { label, labelLatLng } of [...this.zones, ...this.legs, ...this.question]) if (labelLatLng) move(label, labelLatLng);
      maritime.moveWaters(pointOf);
    },

    keepFocus() {
      const focused = document.activeElement;
      focusKey = document.hasFocus() && focused ? focused.dataset.key || null : null;
    },

    giveBackFocus() {
      if (!focusKey) return;
      const key = focusKey;
      focusKey = null;
      const heir = Array.from(document.querySelectorAll("[data-key]")).find((element) => element.dataset.key === key);
      if (heir && heir.offsetParent) heir.focus({ preventScroll: true });
    },
  });

  /** Bring a mark that the keyboard reaches into the frame. */
  function showOnFocus(map, holder, button) {
    button.addEventListener("focus", () => {
      if (!button.matches(":focus-visible")) return;
      const point = map.layerPointToContainerPoint(L.DomUtil.getPosition(holder));
      const { x, y } = map.getSize();
      if (point.x < 30 || point.y < 30 || point.x > x - 30 || point.y > y - 30) map.panTo(map.containerPointToLatLng(point));
    });
  }
})(window.maritime);
