/* Addresses made from the one that the browser shows now, which the map changes without asking the server. */

/** The name of one part of a query, as far as it can be read. */
function nameOf(part) {
  const name = part.split("=", 1)[0].replace(/\+/g, " ");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The address with these parameters instead of those of `without`; every other part stays as it is written. */
function changed(href, { without = [], values = {}, path } = {}) {
  const url = new URL(href);
  const dropped = new Set([...without, ...Object.keys(values)]);
  const parts = url.search.slice(1).split("&").filter((part) => part && !dropped.has(nameOf(part)));
  const added = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const query = [...parts, ...added].join("&");
  return url.origin + (path || url.pathname) + (query ? `?${query}` : "");
}

/** The path of the page with the map, beside which the other pages lie. */
const mapPath = (href) => new URL(href).pathname.replace(/[^/]*$/, "");

const FRAMED = ["embed", "embed_options"];

/** The same view in full: what a frame shows, without being told that it is one. */
const unframed = (href) => changed(href, { without: FRAMED });

/** The view with the version of its data named; without a version, with none named. */
const pinned = (href, version) => changed(href, { without: ["data"], values: version ? { data: version } : {} });

/** The map for a frame. Online base maps are left out: whose tiles are loaded, each reader chooses alone. */
const framed = (href, version) =>
  changed(pinned(href, version), { without: [...FRAMED, "tiles"], values: { embed: "true" }, path: mapPath(href) });
