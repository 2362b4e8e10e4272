/* The position under the pointer, in decimal degrees and in degrees and minutes; without a pointer, that of the map's
   middle, which a cross then marks. A click copies it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const THANKS = 1400; // ms for which it says that it copied
  const LINGER = 2500; // ms for which the cross stays after a finger moved the map

  let map = null;
  let strip = null;
  let decimal = null;
  let minutes = null;
  let here = null; // LatLng that is told
  let timer = 0;
  let touch = false; // whether the reader works with a finger
  let still = 0;

  /** The strip with the position, beside the scale. */
  maritime.pointerControl = function (onto) {
    map = onto;
    strip = maritime.html("button", "maritime-position");
    [decimal, minutes] = [maritime.html("span", "decimal"), maritime.html("span", "minutes")];
    strip.append(minutes, decimal);
    strip.title = maritime.say("Copy this position");
    strip.addEventListener("click", copy);
    const container = map.getContainer();
    container.append(maritime.html("i", "maritime-cross"));
    container.addEventListener("pointermove", (event) => { if (event.pointerType !== "touch") tell(map.mouseEventToLatLng(event), false); });
    container.addEventListener("pointerleave", middle);
    container.addEventListener("focusin", (event) => { if (event.target === container) middle(); });
    map.on("move zoomend", () => { if (container.classList.contains("has-cross")) middle(); });
    document.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; if (touch) middle(); }, true);
    map.on("move", glance);
    middle();
    return maritime.control("bottomleft", strip);
  };

  /** A finger that moves the map sees the cross and its position for a while. */
  function glance() {
    if (!touch) return;
    map.getContainer().classList.add("is-moving");
    clearTimeout(still);
    still = setTimeout(() => map.getContainer().classList.remove("is-moving"), LINGER);
  }

  const middle = () => tell(map.getCenter(), true);

  function tell(latlng, isMiddle) {
    here = latlng;
    map.getContainer().classList.toggle("has-cross", isMiddle);
    if (timer) return;
    decimal.textContent = maritime.decimal(latlng);
    minutes.textContent = maritime.minutes(latlng);
    strip.setAttribute("aria-label", maritime.say("Position {position}. Press to copy it.", { position: minutes.textContent }));
  }

  /** The decimal degrees, with a point in every language: what other programs read. */
  function copy() {
    const text = here.lat.toFixed(4) + ", " + (((((here.lng + 180) % 360) + 360) % 360) - 180).toFixed(4);
    const clipboard = navigator.clipboard || maritime.page.navigator.clipboard;
    Promise.resolve(clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).catch(() => byHand(text)).then(() => say(maritime.say("Copied")), () => say(text));
  }

  /** Where the clipboard is denied to this frame. */
  function byHand(text) {
    const field = maritime.html("textarea", "maritime-aside", text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    strip.focus();
    if (!done) throw new Error("not copied");
  }

  function say(text) {
    clearTimeout(timer);
    minutes.textContent = text;
    decimal.textContent = "";
    timer = setTimeout(() => { timer = 0; tell(here, map.getContainer().classList.contains("has-cross")); }, THANKS);
  }
})(window.maritime);
