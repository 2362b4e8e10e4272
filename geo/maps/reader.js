/* What the reader does: point at a record, choose it, let it go; what Python is told of it.
   Every drawn element that stands for records is tied to them here, whatever drew it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const PATIENCE = 2000; // milliseconds in which Python may still tell of an earlier choice

  let map = null;
  let tooltip = null;
  let records = new Map(); // id -> record, of all that any period may show
  let elements = new Map(); // id -> the elements that stand for it
  let selected = null;
  let unheard = null; // {id, until}: a choice that Python has not confirmed yet
  let sent = 0;

  const reader = (maritime.reader = {});

  reader.attach = function (onto) {
    map = onto;
    tooltip = maritime.html("div", "maritime-tooltip");
    tooltip.setAttribute("role", "tooltip");
    tooltip.hidden = true;
    map.getContainer().append(tooltip);
    maritime.walkOn(map);
    map.on("movestart zoomstart", () => { reader.hush(); maritime.chooser.close(); });
    document.addEventListener("pointerdown", (event) => maritime.chooser.closeUnless(event.target));
    const gone = new AbortController(); // the page outlives this frame
    window.addEventListener("pagehide", () => gone.abort());
    const heard = (event) => { if (event.key === "Escape" && !event.defaultPrevented && !isTyping(event.composedPath()[0])) letGo(); };
    for (const page of new Set([document, maritime.page.document])) page.addEventListener("keydown", heard, { signal: gone.signal });
  };

  /** Escape closes the list that is open, else the card. */
  function letGo() {
    reader.hush();
    if (maritime.chooser.close(true)) return;
    if (maritime.page.document.activeElement?.closest("[class*=st-key-card_], .record-card")) reader.focusChosen();
    take(null);
    reader.send({ id: "", geometry: null });
  }

  const isTyping = (element) => Boolean(element.closest?.("input, textarea, [role=listbox], [role=dialog], [contenteditable]"));

  /** Start over with the records of a new drawing. */
  reader.begin = function (given) {
    records = new Map(given.map((record) => [record.id, record]));
    elements = new Map();
    reader.hush();
  };

  /** Python says which record is chosen; it may not have heard of the reader's last choice yet. */
  reader.hear = function (id) {
    if (unheard && id !== unheard.id && performance.now() < unheard.until) return;
    unheard = null;
    unmark();
    selected = id;
  };

  /** Once the selection is drawn: mark the chosen record if it is shown; keep to what is shown in the list that is open. */
  reader.refresh = function (anew) {
    unmark();
    mark();
    maritime.chooser.renew(anew);
  };

  /** The record, while it is shown. */
  reader.record = function (id) {
    const record = records.get(id);
    return record && maritime.isShown(record) ? record : undefined;
  };

  reader.selected = () => selected;
  reader.isSelected = (id) => id === selected;

  /** The shown record that comes `by` (-1 or 1) after the chosen one in time; null where there is none. */
  reader.neighbour = function (by) {
    const all = Array.from(records.values());
    const at = all.findIndex(({ id }) => id === selected);
    const rest = by > 0 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse();
    return at < 0 ? null : rest.find(maritime.isShown)?.id ?? null;
  };

  /** The button that stands for the record now: its own, that of a stack, or its tray's; null where none is in sight. */
  reader.markOf = function (id) {
    const buttons = (elements.get(id) || []).filter((element) => element instanceof HTMLElement && element.isConnected);
    return buttons.find((button) => button.offsetParent) || buttons.map((button) => button.closest(".maritime-tray")?.querySelector(".bar")).find(Boolean) || null;
  };

  /** Take the focus to what stands for the chosen record. */
  reader.focusChosen = () => reader.markOf(selected)?.focus({ preventScroll: true });

  /** `element` shows whether the record is pointed at or chosen, and answers to nothing. */
  reader.follow = function (element, id) {
    if (!elements.has(id)) elements.set(id, []);
    elements.get(id).push(element);
  };

  /** The element stands for nothing any more. */
  reader.untie = function (element, ids) {
    for (const id of ids) elements.set(id, (elements.get(id) || []).filter((other) => other !== element));
  };

  /**
   * `element` stands for those of the records `ids` that are shown: pointing tells of them, a click, Enter or Space chooses.
   * `told` gives the tooltip's {title, detail}; `idsAt(event)` may widen the choice to what lies under the pointer.
   */
  reader.tie = function (element, ids, { told, idsAt } = {}) {
    for (const id of ids) reader.follow(element, id);
    const shown = () => ids.filter(reader.record);
    const tell = told || (() => summary(ids));
    const point = (on) => shown().forEach((id) => toggle(id, "is-pointed", on));
    element.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "touch") return;
      point(true);
      reader.tell(tell(), boxFor(element, event));
    });
    element.addEventListener("pointerleave", () => { point(false); reader.hush(); });
    if (element instanceof HTMLElement) { // an outline that listens for focus would take it at a click
      element.addEventListener("focus", () => { point(true); reader.tell(tell(), boxFor(element)); });
      element.addEventListener("blur", () => { point(false); reader.hush(); });
    }
    element.addEventListener("dblclick", (event) => event.stopPropagation());
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      if (dragged(event, element)) return;
      const here = idsAt ? idsAt(event) : shown();
      if (here.length === 1) maritime.choose(here[0]);
      else if (here.length) maritime.chooser.open(here, boxFor(element, event.detail ? event : undefined), event.detail === 0);
    });
  };

  /** Only a tooltip, nothing to choose: zones. */
  reader.explain = function (element, told) {
    element.addEventListener("pointerenter", (event) => reader.tell(told, boxFor(element, event)));
    element.addEventListener("pointerleave", reader.hush);
  };

  /** The map's drag ends on the element that it began on, which the browser takes for a click. */
  function dragged(event, element) {
    const within = map.getPane("mapPane").contains(element);
    return within && event.detail > 0 && map.dragging.moved();
  }

  function summary(ids) {
    const [first] = ids.map((id) => records.get(id));
    return { title: first.title, detail: maritime.detail(first) };
  }

  /** A record's second line, with the answer where it is no more than possible. */
  maritime.detail = function (record) {
    if (!maritime.isPossible(record)) return record.detail;
    const answer = record.reason ? maritime.say("only possibly: {reason}", { reason: record.reason }) : maritime.say("only possibly");
    return record.detail + " · " + answer;
  };

  /** Where an element is pointed at: small ones as a whole, outlines under the pointer. */
  function boxFor(element, event) {
    if (event && element instanceof SVGElement) {
      const { x, y } = map.mouseEventToContainerPoint(event);
      return maritime.boxAround(x, y, 12, 12);
    }
    return maritime.boxOf(element, map.getContainer());
  }

  reader.tell = ({ title, detail }, box) => reader.tellLines(title, [detail], box);

  /** A title and some lines below it. */
  reader.tellLines = function (title, lines, box) {
    tooltip.replaceChildren(maritime.html("strong", "", title), ...lines.map((line) => maritime.html("span", "", line)));
    tooltip.hidden = false;
    reader.beside(tooltip, box);
  };

  reader.isTelling = () => Boolean(tooltip && !tooltip.hidden);

  reader.hush = function () {
    if (tooltip) tooltip.hidden = true;
  };

  /** Put `element` above the box, or below where there is no room, never outside the frame. */
  reader.beside = function (element, box) {
    const frame = map.getSize();
    const [width, height] = [element.offsetWidth, element.offsetHeight];
    const left = Math.max(6, Math.min(frame.x - width - 6, (box.left + box.right) / 2 - width / 2));
    const above = box.top - height - 7;
    const top = Math.min(above >= 6 ? above : box.bottom + 7, frame.y - height - 6);
    element.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(6, top))}px)`;
  };

  function toggle(id, className, on) {
    for (const element of elements.get(id) || []) element.classList.toggle(className, on);
  }

  function mark() {
    if (!reader.record(selected)) return;
    for (const element of elements.get(selected) || []) {
      element.classList.add("is-selected");
      if (element instanceof HTMLElement) element.setAttribute("aria-current", "true");
    }
  }

  function unmark() {
    for (const element of elements.get(selected) || []) {
      element.classList.remove("is-selected");
      element.removeAttribute("aria-current");
    }
  }

  /** Make this the reader's choice. */
  function take(id) {
    if (id !== selected) unheard = { id, until: performance.now() + PATIENCE };
    unmark();
    selected = id;
    mark();
    maritime.chooser.mark();
  }

  /** Choose a record: it is marked at once, and Python is told. */
  maritime.choose = function (id) {
    take(id);
    maritime.drawing?.chosen(id);
    reader.send({ id, geometry: null });
  };

  /** Tell Python, as streamlit-folium would of a feature that was clicked. */
  reader.send = function ({ id, geometry }) {
    sent += 1;
    const frontEnd = window.__GLOBAL_DATA__;
    if (!frontEnd || !window.Streamlit) return;
    const drawing = { type: "Feature", id, geometry, properties: { click: sent } };
    const data = { last_active_drawing: drawing };
    frontEnd.last_active_drawing = drawing;
    frontEnd.previous_data = data; // else the component would send the same choice once more
    window.Streamlit.setComponentValue(data);
  };
})(window.maritime);
