/* Where the reader looks from: the map's centre and zoom, kept in the page's address as at=<lat>,<lon>,<zoom>. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const NAME = "at";
  const PAUSE = 250; // ms after the last movement until the address is written
  const FORM = /^-?\d{1,3}(\.\d{1,6})?,-?\d{1,3}(\.\d{1,6})?,\d{1,2}(\.\d{1,4})?$/;
  const INPUTS = ["pointerdown", "wheel", "keydown", "click", "touchstart"];

  let map = null;
  let opening = null; // () => {center, zoom} on which the map opens
  let wanted = null; // the view that the address asked for, until the reader does something
  let goal = null; // the view that a movement under way leads to
  let touched = false; // whether the reader has done anything yet
  let timer = 0;

  const vantage = (maritime.vantage = {});

  /** Look from where the address says, or from the opening view. */
  vantage.attach = function (onto, open) {
    map = onto;
    opening = open;
    wanted = asked();
    stand(wanted || opening());
    map.on("moveend", moved);
    maritime.address.onReturn(() => stand(asked() || opening()));
    for (const page of new Set([document, maritime.page.document])) {
      for (const input of INPUTS) page.addEventListener(input, touch, { capture: true, passive: true, signal: maritime.address.gone });
    }
  };

  /** Whether the address says where to look from: then nothing else moves the map at first. */
  maritime.hasVantage = () => wanted !== null;

  /** Back to the opening view; the address forgets the other. */
  vantage.reset = () => vantage.go(opening());

  /** Move to a view, {center, zoom}, and end exactly there. */
  vantage.go = function (view) {
    goal = view;
    stand(view, true);
  };

  /** Once the furniture has taken its room: look from there again, for the frame's size has changed. */
  vantage.settle = () => { if (!touched) stand(wanted || opening()); };

  /** Do what changes the frame's size; the same place stays in its middle, to the last digit. */
  vantage.hold = function (change) {
    const view = wanted || { center: map.getCenter(), zoom: map.getZoom() };
    change();
    if (!map._animatingZoom && !map.getCenter().equals(view.center, 1e-9)) stand(view);
  };

  function stand({ center, zoom }, animate = false) {
    const { zoomSnap } = map.options;
    map.options.zoomSnap = 0; // any zoom that an address may hold
    map.setView(center, zoom, animate ? { animate } : { reset: true }); // a pan would end on a whole pixel
    map.options.zoomSnap = zoomSnap;
  }

  function touch() {
    touched = true;
    wanted = goal = null;
  }

  /** {center, zoom} as the address asks, null when it doesn't or is broken. */
  function asked() {
    const text = maritime.address.get(NAME);
    if (!text || !FORM.test(text)) return null;
    const [lat, lng, zoom] = text.split(",").map(Number);
    const bounds = map.options.maxBounds;
    if (!bounds.contains([lat, lng]) || zoom < map.getMinZoom() || zoom > map.getMaxZoom()) return null;
    return { center: L.latLng(lat, lng), zoom };
  }

  function moved() {
    if (wanted || goal) exactly();
    if (!touched) return;
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE);
  }

  /** Movements end on whole pixels, and others move the map at first: where it should be is where it comes to be. */
  function exactly() {
    requestAnimationFrame(() => {
      const view = wanted || goal;
      goal = null;
      if (!view || same(view)) return;
      stand(view);
      if (!same(view)) wanted = null; // it can't be had: the map ends there
    });
  }

  function write() {
    const { lat, lng } = map.getCenter();
    const away = !same(opening());
    maritime.address.set(NAME, away ? [lat.toFixed(4), lng.toFixed(4), map.getZoom().toFixed(2)].join(",") : null);
  }

  function same({ center, zoom }) {
    const [here, there] = [map.getCenter(), L.latLng(center)];
    return Math.abs(here.lat - there.lat) < 5e-5 && Math.abs(here.lng - there.lng) < 5e-5 && Math.abs(map.getZoom() - zoom) < 0.005;
  }
})(window.maritime);
