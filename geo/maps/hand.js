/* The tool in hand, one at a time: while there is one, a sheet lies over the records, so that a press uses the tool and
   chooses nothing; a hint says how, a cross marks the middle of the map for those who work with the keyboard. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const SLIP = 6; // pixels that a press may move and still be one

  let map = null;
  let sheet = null;
  let hint = null;
  let tool = null; // what is in hand: see `hand.tool`
  let press = null; // where the pointer went down: {x, y}

  const hand = (maritime.hand = {});

  hand.attach = function (onto) {
    map = onto;
    sheet = maritime.html("div", "maritime-sheet");
    hint = maritime.html("p", "maritime-hint");
    hint.setAttribute("role", "status");
    map.getContainer().append(sheet, hint);
    sheet.hidden = hint.hidden = true;
    sheet.addEventListener("pointerdown", down);
    sheet.addEventListener("pointermove", (event) => tool?.move?.(event));
    sheet.addEventListener("pointerup", up);
    sheet.addEventListener("dblclick", (event) => { event.stopPropagation(); tool?.doubled?.(event); });
    sheet.addEventListener("click", (event) => event.stopPropagation());
    document.addEventListener("keydown", key, true);
  };

  /**
   * A tool: `button` takes it or puts it down; `hint` says how it works; `drags` when a drag is the tool's and not the map's.
   * `begin`, `end`, `move(event)`, `down(event)`, `pressed(event)` after a press without a drag, `lifted(event, slipped)`
   * after any, `doubled(event)`, `keys` by name.
   */
  hand.tool = function (given) {
    given.button.setAttribute("aria-pressed", "false");
    given.button.addEventListener("click", () => hand.take(given));
    return given;
  };

  hand.take = function (given) {
    const again = tool === given;
    hand.putDown();
    if (again) return;
    tool = given;
    sheet.hidden = false;
    hand.say(given.hint());
    given.button.setAttribute("aria-pressed", "true");
    map.doubleClickZoom.disable();
    if (given.drags) map.dragging.disable();
    map.getContainer().classList.add("has-tool");
    given.begin?.();
    map.getContainer().focus({ preventScroll: true });
  };

  hand.putDown = function () {
    if (!tool) return;
    const last = tool;
    tool = press = null;
    last.button.setAttribute("aria-pressed", "false");
    sheet.hidden = hint.hidden = true;
    map.doubleClickZoom.enable();
    map.dragging.enable();
    map.getContainer().classList.remove("has-tool");
    last.end?.();
  };

  /** The tool's hint, or how far it has come. */
  hand.say = function (...content) {
    hint.replaceChildren(...content);
    hint.hidden = false;
  };

  hand.pointOf = (event) => map.mouseEventToContainerPoint(event);
  hand.latlngOf = (event) => map.containerPointToLatLng(hand.pointOf(event));
  hand.isNear = (latlng, event) => map.latLngToContainerPoint(latlng).distanceTo(hand.pointOf(event)) <= 2 * SLIP;
  hand.hasSlipped = (event, from) => map.latLngToContainerPoint(from).distanceTo(hand.pointOf(event)) > SLIP;

  function down(event) {
    if (!event.isPrimary || event.button > 0) return;
    press = hand.pointOf(event);
    tool?.down?.(event, sheet);
  }

  function up(event) {
    if (!press || !tool) return;
    const slipped = hand.pointOf(event).distanceTo(press) > SLIP;
    press = null;
    if (slipped) tool.lifted?.(event);
    else tool.pressed?.(event);
  }

  const isField = (element) => Boolean(element?.closest?.("input, textarea, [role=listbox], [contenteditable]"));
  const isButton = (element) => Boolean(element?.closest?.("button, label, a"));

  function key(event) {
    const act = tool?.keys[event.key];
    if (!act || isField(event.target) || (event.key !== "Escape" && isButton(event.target))) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }
})(window.maritime);
