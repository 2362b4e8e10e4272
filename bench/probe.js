/* The bench's stopwatch in the page: from the reader's event, or from the navigation, to the changed pixels.
   A change is looked for in each frame before it is painted; the frame after that begins when it is on the screen. */
(function () {
  "use strict";

  if (window.parent !== window) return;

  const maps = () => Array.from(document.querySelectorAll("iframe[title*='folium']"), (frame) => frame.contentWindow);
  const marks = (view) => view.document.querySelectorAll(".leaflet-marker-icon, path.leaflet-interactive").length;

  /** For each subject what tells one picture from another; "" while there is none. */
  const pictures = {
    word: () => document.querySelector("[data-testid='stText']")?.textContent || "",
    marks: () => String(maps().map(marks).find(Boolean) || ""),
    drawing: () => maps().map(({ mapStats }) => mapStats && [mapStats.placed, mapStats.areas, mapStats.unplaced, mapStats.zones].join()).find(Boolean) || "",
  };

  /** The rows of a reader's own that the map shows, once they are drawn. */
  pictures.rows = () => String(maps().map(({ pointStats }) => pointStats?.shown).find((shown) => shown !== undefined) ?? "");

  /** The points of a deck.gl chart, by the instances that it last had drawn. */
  let instances = 0;
  for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
    const own = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      instances = given[given.length - 1];
      return own.apply(this, given);
    };
  }
  pictures.instances = () => String(instances || "");

  /** The first map of ours is there with its land, not with its records only. */
  pictures.land = () => maps().some(({ document }) => document.querySelector(".leaflet-maritime-land-pane path[d^='M']")) ? pictures.drawing() : "";

  /** Milliseconds from `start` until a picture other than `old` is on the screen. */
  function shown(picture, old, start) {
    return new Promise((resolve) => {
      const look = () => {
        const now = pictures[picture]();
        if (!now || now === old) requestAnimationFrame(look);
        else requestAnimationFrame(() => resolve(performance.now() - start));
      };
      look();
    });
  }

  /** Await the next event of this type, and from it the next picture; its time is kept in `stopwatch.time`. */
  function arm(type, picture) {
    const old = pictures[picture]();
    stopwatch.time = new Promise((resolve) => {
      const begin = (event) => requestAnimationFrame(() => shown(picture, old, event.timeStamp).then(resolve));
      window.addEventListener(type, begin, { capture: true, once: true });
    });
    return old;
  }

  const stopwatch = { arm, picture: (name) => pictures[name](), first: (picture) => shown(picture, "", 0) };
  window.stopwatch = stopwatch;
})();
