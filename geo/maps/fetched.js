/* What a reader's own file gave, fetched once by address and kept by this tab alone: the key goes in a header, and no
   browser may lay any of it on a disk. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const KEPT = 12; // of all kinds; the columns of one file, and its latest selections

  const page = window.parent; // outlives this frame, which each page builds anew
  const files = (page.maritimeFiles = page.maritimeFiles || new Map()); // key and address -> promise of its bytes

  /** The bytes at an address of the session whose key this is; null where there is none any more. */
  maritime.fetchPrivate = function (address, key) {
    const name = key + " " + address;
    const kept = files.get(name) || ask(address, key);
    files.delete(name);
    files.set(name, kept);
    for (const old of Array.from(files.keys()).slice(0, -KEPT)) files.delete(old);
    kept.then((bytes) => { if (!bytes) files.delete(name); });
    return kept;
  };

  const ask = (address, key) => request(address, key).then((response) => (response?.ok ? response.arrayBuffer() : null));

  /** One row's values: {title, values: [[name, text], …]}; null where it cannot be told. */
  maritime.fetchRow = (address, key) => request(address + "?lang=" + document.documentElement.lang, key).then((response) => (response?.ok ? response.json() : null));

  const request = (address, key) => fetch(address, { headers: { "x-session-key": key }, cache: "no-store" }).catch(() => null);
})(window.maritime);
