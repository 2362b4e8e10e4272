/* What the file's address says: a file has no server to ask, so all of it stands behind the #. Plays the part that
   address.js has in the app; where a browser lets no address be written, it is kept here alone. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const read = () => new URLSearchParams(window.location.hash.slice(1));
  const heard = []; // called when the reader went to another address of this file
  let held = read();

  maritime.page = window; // the map stands in no other page

  const address = (maritime.address = { gone: new AbortController().signal });

  /** A parameter's value, null when it isn't there. */
  address.get = (name) => held.get(name);

  /** Write a parameter, or remove it with null; the address stays the same entry of the reader's history. */
  address.set = function (name, value) {
    if (address.get(name) === value) return;
    if (value === null) held.delete(name);
    else held.set(name, value);
    try {
      window.history.replaceState(window.history.state, "", "#" + held.toString().replaceAll("%2C", ","));
    } catch { /* in a frame without an address of its own */ }
  };

  address.onReturn = (listener) => { heard.push(listener); };

  window.addEventListener("hashchange", () => {
    held = read();
    for (const listener of heard) listener();
  });
})(window.maritime);
