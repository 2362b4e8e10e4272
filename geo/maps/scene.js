/* The scene: all that the records of a payload may draw, made once, and the part of it that a selection shows.
   With ghosts (while a period is dragged or played) everything keeps the place that it has when all is shown. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const NARROW = 600; // pixels: below this trays are folded and docked below the map
  const MOST_STACKS = 40; // kept for when they are called for again

  maritime.Scene = class {
    /** Everything that an unpacked scene holds, and the places asked for, on the map but out of sight. */
    constructor(map, given, question) {
      const { renderers } = maritime.stage;
      Object.assign(this, { map, records: given.records, blockade: given.blockade, levels: [], force: new Set(), ghosts: false });
      Object.assign(this, { stacks: [], known: new Map(), zones: [], legs: [], narrow: map.getSize().x < NARROW });
      maritime.reader.begin(this.records);
      this.byId = new Map(this.records.map((record) => [record.id, record]));
      this.every = {
        symbols: this.records.filter((record) => record.place).map(maritime.symbol),
        areas: given.areas.slice().sort((a, b) => b.radius_km - a.radius_km).map((area) => maritime.area(area, renderers.areas)),
        trays: given.trays.map((tray) => maritime.tray(tray, given.oceans[tray.id], (...args) => this.folded(...args))),
        zones: maritime.zonesOf(given.zones, renderers),
      };
      this.question = maritime.question(question, renderers.zones);
      this.draw(maritime.asksArea(question));
    }

    draw(asksArea) {
      const { areas, zones } = this.every;
      this.paths = L.layerGroup([...[...zones, ...this.question].map(({ path }) => path), ...areas.flatMap((area) => [area.soft, area.rim])]).addTo(this.map);
      zones.forEach(maritime.enlivenZone);
      for (const area of areas) maritime.enliven(area, (event) => this.idsAt(event, area));
      this.drawMarks();
      this.chip = maritime.offViewChip(() => this.fit());
      maritime.stage.overlay.append(this.chip);
      maritime.sketchCanClear?.(asksArea);
    }

    /** Symbols and pills in order of date, one stop of the tab key. */
    drawMarks() {
      const { symbols, areas, zones } = this.every;
      const marks = [
        ...symbols.map(({ record, holder, button }) => ({ at: record.row, holder, button })),
        ...areas.map(({ given, pill }) => ({ at: given.records[0].row, holder: pill.holder, button: pill.button })),
      ].sort((a, b) => a.at - b.at);
      const group = this.map.getPane("maritime-marks");
      const under = [...zones.map(({ label }) => label), ...areas.map(({ pill }) => pill.under), ...this.question.map(({ label }) => label)];
      const holders = [...zones.map(({ marker }) => marker), ...marks.map((mark) => mark.holder)];
      group.append(...holders);
      this.map.getPane("maritime-labels").append(...under);
      this.holders = [...under, ...holders];
      this.rove = maritime.rove(group, () => Array.from(group.querySelectorAll("button")).filter(isReachable));
      for (const { holder, button } of marks) showOnFocus(this.map, holder, button); // a stack is there only while in view
    }

    /** Take all of it away. */
    strike() {
      this.paths.remove();
      this.dropLegs();
      for (const element of this.holders) element.remove();
      for (const { pill } of this.known.values()) for (const element of [pill.holder, pill.under]) element.remove();
      for (const tray of this.every.trays) tray.panel.remove();
      this.chip.remove();
    }

    /** The way of the chosen record's vessel; null for none. */
    setLegs(given) {
      const key = JSON.stringify(given);
      if (key === this.legsKey) return false;
      this.dropLegs();
      this.legsKey = key;
      this.legs = maritime.legs(given, maritime.stage.renderers.areas);
      for (const { path } of this.legs) path.addTo(this.map);
      this.legs.forEach(maritime.enlivenLeg);
      this.map.getPane("maritime-labels").append(...this.legs.map(({ label }) => label));
      return true;
    }

    dropLegs() {
      for (const { path, label } of this.legs) {
        path.remove();
        label.remove();
      }
      this.legs = [];
      this.legsKey = "";
    }

    /** Show a selection; says whether everything must find its place anew. */
    select(levels, force, ghosts) {
      const settled = ghosts && this.ghosts;
      const same = ghosts === this.ghosts && levels.join() === this.levels.join() && [...force].join() === [...this.force].join();
      this.keepPills = this.ghosts && !ghosts;
      Object.assign(this, { levels: Array.from(levels), force: new Set(force), ghosts });
      if (settled && !same) this.fill();
      return !same && !settled;
    }

    /** Everything that the selection shows, and nothing else; `levels` and `force` may be others for a moment. */
    fill(levels = this.levels, force = this.force) {
      const { symbols, areas, trays, zones } = this.every;
      maritime.setLevels(this.records, levels);
      symbols.forEach(maritime.showSymbol);
      areas.forEach(maritime.showArea);
      for (const tray of trays) maritime.showTray(tray, this.ghosts);
      const inForce = zones.filter((zone) => maritime.isInForce(zone, force, this.blockade));
      for (const zone of zones) maritime.takeZoneOut(zone, !inForce.includes(zone));
      this.stacks.forEach(maritime.showStack);
      this.symbols = symbols.filter(({ record }) => maritime.isShown(record));
      this.areas = areas.filter(({ ids }) => ids.length);
      this.trays = trays.filter(({ laid }) => laid);
      this.zones = inForce;
      this.showLegs();
      this.sayOffView();
      maritime.reader.refresh();
    }

    /** Legs are those of the chosen record, while it is shown. */
    showLegs() {
      const out = !maritime.reader.record(this.legsOf) || !maritime.reader.isSelected(this.legsOf);
      for (const { path, label } of this.legs) for (const element of [path.getElement(), label]) maritime.takeOut(element, out);
    }

    /** Which records the areas under the pointer stand for. */
    idsAt(event, area) {
      const { x, y } = this.map.mouseEventToContainerPoint(event);
      const here = this.areas.filter((one) => maritime.within(one.ring, x, y));
      const ids = new Set(here.flatMap((one) => one.ids));
      return ids.size ? this.records.map((record) => record.id).filter((id) => ids.has(id)) : area.ids;
    }

    /** The reader folded or opened a tray. One that finds no room on the map goes to the dock below it. */
    folded(tray, fold) {
      tray.inDock = false;
      if (this.narrow && !fold) for (const other of this.trays) if (other !== tray) maritime.chooseFold(other, true);
      maritime.holdTrays(this.trays, false);
      this.dockTrays();
      if (this.allDocked) return;
      maritime.askFor(tray);
      maritime.arrange();
      if (fold || !tray.panel.classList.contains("is-folded")) return;
      tray.inDock = true;
      this.dockTrays();
      maritime.arrange();
    }

    /** Find everything its place in the frame; returns the boxes that labels must leave free. */
    arrange(controls, names) {
      maritime.holdTrays(this.every.trays, false);
      if (this.ghosts) this.fill(this.levels.map((level) => (level < 0 ? level : 2)), new Set([...this.every.zones.map(({ given }) => given.id), this.blockade]));
      else this.fill();
      const taken = this.settle(controls, names);
      this.keepPills = false;
      if (this.ghosts) {
        maritime.holdTrays(this.trays, true);
        this.fill();
      }
      this.rove();
      return taken;
    }

    settle(controls, names) {
      const { map } = this;
      const marks = controls.map((box) => maritime.grown(box, 4));
      this.dockTrays();
      maritime.outlineAreas(map, this.areas);
      this.stack();
      this.measure();
      maritime.dodge(map, this.symbols);
      for (const { box, stack } of this.symbols) if (!stack) marks.push(box);
      const owners = [...this.areas.filter((area) => area.visible && !area.stack), ...this.stacks];
      maritime.placePills(map, owners, marks, this.keepPills);
      maritime.placeZones(map, this.zones, marks);
      const placed = marks.slice(controls.length);
      maritime.placeLegs(map, this.legs, marks);
      maritime.placeQuestion(map, this.question, marks);
      const trays = this.settleTrays(controls, placed, names);
      this.reposition();
      return [...marks.slice(controls.length), ...trays];
    }

    /** Trays and the chip go where nothing is. */
    settleTrays(controls, placed, names) {
      const { map } = this;
      const zones = this.zones.filter((zone) => !zone.belt).map((zone) => zone.box);
      const rings = this.areas.filter((area) => area.visible).map((area) => area.ring);
      const rooms = maritime.roomFor(map, { controls, marks: placed, areas: rings, zones, names, land: maritime.landRings() });
      const afloat = this.trays.filter((tray) => !tray.inDock && !this.allDocked);
      const trays = maritime.placeTrays(map, afloat, rooms);
      for (const box of trays) rooms.room.close(box);
      return this.chip.hidden ? trays : [...trays, this.placeChip(rooms.room)];
    }

    /** Which records stand for themselves and which in a stack. */
    stack() {
      this.stacks = maritime.stacksFor(this.map, this, this.known);
      for (const area of this.areas) maritime.showPill(area, area.visible && !area.stack);
      for (const [key, stack] of this.known) if (!this.stacks.includes(stack)) this.dropStack(key, stack);
      for (const { all, pill } of this.stacks) {
        if (pill.holder.isConnected) continue;
        const first = this.every.symbols.find(({ record }) => record === all[0]) || this.every.areas.find(({ given }) => given.records.includes(all[0]));
        (first.holder || first.pill.holder).before(pill.holder);
        this.map.getPane("maritime-labels").append(pill.under);
      }
    }

    dropStack(key, { all, pill }) {
      for (const element of [pill.holder, pill.under]) element.remove();
      if (this.known.size <= MOST_STACKS) return;
      this.known.delete(key);
      maritime.reader.untie(pill.button, all.map((record) => record.id));
    }

    /** Each tray on the map or in the dock below it, where it stands open if the reader wishes; beside a reader's own rows
        all are docked, for those may lie anywhere. */
    dockTrays() {
      const { overlay, dock } = maritime.stage;
      this.narrow = this.map.getSize().x < NARROW;
      this.allDocked = this.narrow || maritime.hasPoints();
      for (const tray of this.every.trays) {
        const docked = this.allDocked || Boolean(tray.inDock);
        const home = docked ? dock : overlay;
        if (docked) {
          tray.panel.style.transform = "";
          tray.panel.classList.remove("is-docked");
          maritime.form(tray, maritime.foldChosen(tray) ?? true ? "shut" : "wide");
        } else if (tray.panel.parentElement !== home) maritime.standAsBefore(tray);
        if (tray.panel.parentElement !== home) home.append(tray.panel);
      }
    }

    /** All that is asked of the browser's layout, before anything is moved. */
    measure() {
      this.sayOffView();
      maritime.measurePills([...this.areas, ...this.stacks]);
      for (const { label } of [...this.zones, ...this.legs, ...this.question]) maritime.sizeOf(label);
      if (!this.allDocked) maritime.measureTrays(this.trays.filter((tray) => !tray.inDock));
      this.chipSize = [this.chip.offsetWidth, this.chip.offsetHeight];
    }

    sayOffView() {
      const view = this.map.getBounds();
      const away = [
        ...this.symbols.filter(({ latlng }) => !view.contains(latlng)).map(() => 1),
        ...this.areas.filter((area) => !view.intersects(area.bounds)).map((area) => area.ids.length),
      ].reduce((sum, count) => sum + count, 0);
      this.chip.hidden = away === 0;
      this.chip.textContent = maritime.count(away, "{n} record outside this view", "{n} records outside this view");
    }

    placeChip(room) {
      const box = room.nearest(...this.chipSize, this.map.getSize().x / 2, 0, 10);
      this.chip.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
      return box;
    }

    /** Show all that has a place. */
    fit() {
      const bounds = L.latLngBounds(this.symbols.map((symbol) => symbol.latlng));
      for (const area of this.areas) bounds.extend(area.bounds);
      if (bounds.isValid()) {
        this.map.fitBounds(bounds, { paddingTopLeft: [50, 40], paddingBottomRight: [40, 30], maxZoom: 9 });
      }
    }

    /** Where the record is known to be; not valid for one without a place, or that is not shown. */
    boundsOf(id) {
      const symbol = this.symbols.find(({ record }) => record.id === id);
      const area = this.areas.find(({ ids }) => ids.includes(id));
      const bounds = L.latLngBounds(symbol ? [symbol.latlng] : []);
      return area ? bounds.extend(area.bounds) : bounds;
    }

    /** Put every mark where its point is now. */
    reposition() {
      this.eachMark((latlng) => this.map.latLngToLayerPoint(latlng));
    }

    glide({ zoom, center }) {
      this.eachMark((latlng) => this.map._latLngToNewLayerPoint(latlng, zoom, center));
    }

    /** Marks that are out of sight move along: they may come back at any moment. */
    eachMark(pointOf) {
      const { symbols, areas, zones } = this.every;
      const move = (element, latlng) => L.DomUtil.setPosition(element, pointOf(latlng).round());
      for (const { holder, latlng } of [...symbols, ...zones.map(({ marker, latlng }) => ({ holder: marker, latlng }))]) move(holder, latlng);
      for (const { pill } of [...areas, ...this.stacks]) for (const element of [pill.holder, pill.under]) move(element, pill.latlng);
      for (const { label, labelLatLng } of [...zones, ...this.legs, ...this.question]) if (labelLatLng) move(label, labelLatLng);
      maritime.moveWaters(pointOf);
    }
  };

  const isReachable = (button) => button.style.display !== "none" && button.parentElement.style.display !== "none" && !button.parentElement.hidden;

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
