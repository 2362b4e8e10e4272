/* The line below an embedded map: what it is, of which data, under which licence, and the way to the whole page. */

/** A link that opens beside the page which holds the frame. */
function link(text, href) {
  const made = document.createElement("a");
  Object.assign(made, { textContent: text, href, target: "_blank", rel: "noopener" });
  return made;
}

/** The link to the full view, whose address is made anew whenever it may be followed: the map moves in between. */
function fullView(text) {
  const made = link(text, unframed(location.href));
  const renew = () => (made.href = unframed(location.href));
  for (const moment of ["pointerenter", "pointerdown", "focus", "click"]) made.addEventListener(moment, renew);
  return made;
}

export default function ({ data, parentElement }) {
  const line = document.createElement("p");
  const parts = [data.name, data.version, link(data.licence, data.licenceAddress), fullView(data.open)];
  parts.forEach((part, index) => line.append(...(index ? [" · ", part] : [part])));
  parentElement.querySelector("p")?.remove();
  parentElement.append(line);
}
