/* What the page's address says of the map: its view, its theme, its tiles. The map writes its own parameters and leaves
   the others alone; Streamlit, which writes the others, may drop one of ours with an older copy: then it is put back. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const LOOK = 400; // ms between two looks at the address where the browser doesn't tell of changes

  const page = (maritime.page = window.parent); // the window around the map, which is its own where it stands alone
  const path = page.location.pathname;
  const gone = new AbortController(); // the page outlives this frame
  const own = new Map(); // parameter -> what we wrote last, null for removed
  const heard = []; // called when the reader went back or forward

  window.addEventListener("pagehide", () => gone.abort());

  const address = (maritime.address = { gone: gone.signal });

  const parts = () => page.location.search.slice(1).split("&").filter(Boolean);
  const nameOf = (part) => part.split("=")[0];

  /** A parameter's value in the page's address, null when it isn't there. */
  address.get = (name) => new URLSearchParams(page.location.search).get(name);

  /** Write a parameter, or remove it with null; the address stays the same entry of the reader's history. */
  address.set = function (name, value) {
    own.set(name, value);
    write(name, value);
  };

  /** Calls `listener` when the reader went back or forward to another address of this page. */
  address.onReturn = (listener) => { heard.push(listener); };

  /** Reload the page at its address. */
  address.reload = () => page.location.reload();

  function write(name, value) {
    if (gone.signal.aborted || page.location.pathname !== path || address.get(name) === value) return;
    const kept = parts().filter((part) => nameOf(part) !== name);
    // Commas stay as they are: an address is read by people too.
    if (value !== null) kept.push(name + "=" + encodeURIComponent(value).replaceAll("%2C", ","));
    const query = kept.length ? "?" + kept.join("&") : "";
    page.history.replaceState(page.history.state, "", page.location.pathname + query + page.location.hash);
  }

  /** Put back what an address written by the page has lost. */
  function restore() {
    for (const [name, value] of own) write(name, value);
  }

  /** The address that the reader went back to holds; what we wrote into another is forgotten. */
  function returned() {
    if (page.location.pathname !== path) return;
    own.clear();
    for (const listener of heard) listener();
  }

  page.addEventListener("popstate", returned, { signal: gone.signal });
  if (page.navigation) {
    const changed = (event) => { if (event.navigationType !== "traverse") restore(); };
    page.navigation.addEventListener("currententrychange", changed, { signal: gone.signal });
  } else {
    const timer = setInterval(restore, LOOK);
    gone.signal.addEventListener("abort", () => clearInterval(timer));
  }
})(window.maritime);
