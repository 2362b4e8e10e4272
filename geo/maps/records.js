/* The records: one Leaflet layer that draws all of a payload when added and takes all of it away when removed. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const NARROW = 600; // pixels: below this trays are folded and stacked at the bottom

  let sequence = 0;
  let focusKey = null; // what had the keyboard's focus when the last drawing was taken away

  /** A layer that draws `payload`; see the Python side for its fields. */
  maritime.records = (payload) => new Records(payload);

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
      sequence += 1;
      window.mapStats = { ...this.counts(), sequence, drawMs: Math.round((performance.now() - began) * 10) / 10 };
    },

    onRemove(map) {
      this.keepFocus(map);
      this.paths.remove();
      for (const element of this.holders) element.remove();
      for (const tray of this.trays) tray.panel.remove();
      this.chip.remove();
      if (maritime.drawing === this) maritime.drawing = null;
      // Only when nothing follows at once: a change of filter takes away and adds in one go.
      requestAnimationFrame(() => { if (!maritime.drawing) maritime.arrange(); });
    },

    draw(map) {
      const { records, areas, trays, zones } = this.payload;
      const byId = new Map(records.map((record) => [record.id, record]));
      const { renderers, overlay, dock } = maritime.stage;
      this.byId = byId;
      this.narrow = map.getSize().x < NARROW;
      this.symbols = records.filter((record) => record.place).map(maritime.symbol);
      this.areas = areas.slice().sort((a, b) => b.radius_km - a.radius_km).map((area) => maritime.area(area, byId, renderers.areas));
      this.zones = zones.map((zone) => maritime.zone(zone, renderers));
      this.paths = L.layerGroup([...this.zones.map((zone) => zone.path), ...this.areas.flatMap((area) => [area.soft, area.rim])]).addTo(map);
      this.zones.forEach(maritime.enlivenZone);
      for (const area of this.areas) maritime.enliven(area, (event) => this.idsAt(event, area));
      this.drawMarks(map);
      this.trays = trays.map((tray) => maritime.tray(tray, byId, this.narrow, (...args) => this.folded(...args)));
      (this.narrow ? dock : overlay).append(...this.trays.map((tray) => tray.panel));
      this.chip = offViewChip(() => this.fit(map));
      overlay.append(this.chip);
    },

    /** Symbols and pills in order of date, one stop of the tab key. */
    drawMarks(map) {
      const order = new Map(this.payload.records.map((record, index) => [record.id, index]));
      const marks = [
        ...this.symbols.map(({ record, holder, button }) => ({ at: order.get(record.id), holder, button })),
        ...this.areas.map(({ ids, pill }) => ({ at: order.get(ids[0]) ?? 0, holder: pill.holder, button: pill.button })),
      ].sort((a, b) => a.at - b.at);
      const group = map.getPane("maritime-marks");
      group.append(...this.zones.map((zone) => zone.marker), ...marks.map((mark) => mark.holder));
      map.getPane("maritime-labels").append(...this.zones.map((zone) => zone.label), ...this.areas.map(({ pill }) => pill.under));
      this.holders = [...this.areas.map(({ pill }) => pill.under), ...this.zones.flatMap((zone) => [zone.marker, zone.label]), ...marks.map((mark) => mark.holder)];
      maritime.rove(group, marks.map((mark) => mark.button));
      for (const { holder, button } of marks) {
        button.addEventListener("focus", () => { if (button.matches(":focus-visible")) showMark(map, holder); });
      }
    },

    /** Which records the areas under the pointer stand for. */
    idsAt(event, area) {
      const { x, y } = this._map.mouseEventToContainerPoint(event);
      const here = this.areas.filter((one) => maritime.within(maritime.outline(this._map, one), x, y));
      const ids = new Set(here.flatMap((one) => one.ids));
      return ids.size ? this.payload.records.map((record) => record.id).filter((id) => ids.has(id)) : area.ids;
    },

    folded(tray, fold) {
      if (this.narrow && !fold) maritime.foldOthers(this.trays, tray);
      maritime.arrange();
    },

    /** Find everything its place in the frame; returns the boxes that labels must leave free. */
    arrange(map, controls) {
      const frame = map.getSize();
      const marks = controls.map((box) => maritime.grown(box, 4));
      this.moveTrays(frame.x < NARROW);
      for (const area of this.areas) {
        area.ring = maritime.outline(map, area);
        area.visible = map.getBounds().intersects(area.bounds);
      }
      this.measure(map);
      maritime.dodge(map, this.symbols);
      for (const { box } of this.symbols) marks.push(box);
      maritime.placePills(map, this.areas, marks);
      const zoneBoxes = [];
      maritime.placeZones(map, this.zones, marks);
      for (const zone of this.zones) if (!zone.belt) zoneBoxes.push(zone.box);
      const placed = marks.slice(controls.length);
      const outlines = this.areas.filter((area) => area.visible).map((area) => area.ring);
      const room = maritime.roomFor(map, { controls, marks: placed, outlines, zones: zoneBoxes, land: maritime.landRings() });
      const trays = this.narrow ? [] : maritime.placeTrays(map, this.trays, room);
      const chip = this.chip.hidden ? [] : [this.placeChip(map, room)];
      this.reposition();
      return [...placed, ...trays, ...chip];
    },

    /** A frame that became narrow or wide moves its trays to or from the dock. */
    moveTrays(narrow) {
      if (narrow === this.narrow) return;
      this.narrow = narrow;
      for (const { panel } of this.trays) {
        panel.style.transform = "";
        panel.classList.remove("is-docked");
      }
      if (narrow) maritime.foldOthers(this.trays, null);
      (narrow ? maritime.stage.dock : maritime.stage.overlay).append(...this.trays.map((tray) => tray.panel));
    },

    /** All that is asked of the browser's layout, before anything is moved. */
    measure(map) {
      this.sayOffView(map);
      maritime.measurePills(this.areas);
      for (const { label } of this.zones) maritime.sizeOf(label);
      if (!this.narrow) maritime.foldFar(this.trays, map.getZoom());
      if (!this.narrow) for (const tray of this.trays) tray.size = [tray.panel.offsetWidth, tray.panel.offsetHeight];
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

    /** Put every mark where its point is now. */
    reposition() {
      const map = this._map;
      if (map) this.eachMark((element, latlng) => L.DomUtil.setPosition(element, map.latLngToLayerPoint(latlng).round()));
    },

    glide({ zoom, center }) {
      const map = this._map;
      this.eachMark((element, latlng) => L.DomUtil.setPosition(element, map._latLngToNewLayerPoint(latlng, zoom, center).round()));
    },

    eachMark(move) {
      for (const { holder, latlng } of this.symbols) move(holder, latlng);
      for (const { pill } of this.areas) {
        move(pill.holder, pill.latlng);
        move(pill.under, pill.latlng);
      }
      for (const zone of this.zones) {
        move(zone.marker, zone.latlng);
        if (zone.labelLatLng) move(zone.label, zone.labelLatLng);
      }
    },

    /** Records (and zones) that were really drawn: counted on the page, not copied from the payload. */
    counts() {
      const placed = this.symbols.filter(({ button }) => button.isConnected).length;
      const areas = this.areas.filter(({ rim, pill }) => rim.getElement()?.isConnected && pill.button.isConnected);
      const glyphs = this.trays.flatMap((tray) => tray.glyphs).filter((glyph) => glyph.isConnected).length;
      return {
        placed,
        areas: areas.reduce((sum, area) => sum + area.ids.length, 0),
        trays: glyphs,
        unplaced: glyphs, // a tray holds only records without a position
        zones: this.zones.filter(({ path }) => path.getElement()?.isConnected).length,
      };
    },

    keepFocus(map) {
      const focused = document.activeElement;
      const ours = document.hasFocus() && focused && map.getContainer().contains(focused);
      focusKey = ours ? focused.dataset.key || null : null;
    },

    giveBackFocus(map) {
      if (!focusKey) return;
      const key = focusKey;
      focusKey = null;
      const heir = Array.from(map.getContainer().querySelectorAll("[data-key]")).find((element) => element.dataset.key === key);
      if (heir && heir.offsetParent) heir.focus({ preventScroll: true });
    },
  });

  /** Bring a mark that the keyboard reached into the frame. */
  function showMark(map, holder) {
    const point = map.layerPointToContainerPoint(L.DomUtil.getPosition(holder));
    const { x, y } = map.getSize();
    if (point.x < 30 || point.y < 30 || point.x > x - 30 || point.y > y - 30) map.panTo(map.containerPointToLatLng(point));
  }

  function offViewChip(fit) {
    const chip = maritime.html("button", "maritime-chip");
    chip.title = "Show all that has a place";
    chip.addEventListener("click", fit);
    L.DomEvent.disableClickPropagation(chip);
    return chip;
  }
})(window.maritime);
