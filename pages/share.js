/* Link, citation and frame of the view, each to be copied. Addresses are read when they are shown, and again when they
   are copied. Every word comes from the page. */

const SIZES = { width: { least: 240, most: 4000 }, height: { least: 240, most: 4000 } };
const SAID_MS = 2500;

/** An element with its properties and children; text becomes text. */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as the value of an attribute in markup. */
const attribute = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

/** Today as the reader's language writes it, in UTC like every day of the data. */
const today = (language) =>
  new Date().toLocaleDateString(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });

/** How to cite, with the address of the record or of the view, and today as the day of access. */
function citation(data) {
  const [before, between, after] = data.citation;
  const own = new URL(data.query || "", location.origin + mapPath(location.href)).href;
  const address = pinned(data.query ? own : location.href, data.version);
  return before + address + between + today(data.language) + after;
}

/** A frame of this view, of a size in pixels or as wide as its place. */
function snippet(data, asked) {
  const source = attribute(framed(location.href, asked.version));
  const width = asked.fluid ? "100%" : asked.width;
  return (
    `<iframe src="${source}" title="${attribute(data.title)}" loading="lazy" ` +
    `width="${width}" height="${asked.height}" style="border:0" allowfullscreen></iframe>`
  );
}

/** Put a field's text on the clipboard: true when it is there; where it is denied the text stands selected. */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

/** A text that can be read, selected and copied, under its heading; `make` says what it is now. */
function copyable(words, name, make, rows) {
  const field = element("textarea", { readOnly: true, rows, spellcheck: false, "aria-label": words[name] });
  const button = element("button", { type: "button", "aria-label": words[`copy_${name}`] }, words.copy);
  const told = element("span", { className: "told", "aria-live": "polite" });
  let timer = 0;
  const renew = () => {
    const text = make();
    if (field.value !== text) field.value = text;
  };
  button.addEventListener("click", async () => {
    renew();
    told.textContent = (await copy(field)) ? words.copied : words.selected;
    clearTimeout(timer);
    timer = setTimeout(() => (told.textContent = ""), SAID_MS);
  });
  field.addEventListener("focus", renew);
  const bar = element("div", { className: "bar" }, element("h4", {}, words[name]), told, button);
  return { part: element("section", { "data-name": name }, bar, field), renew };
}

/** Choices of which one holds: a radio button for each, as segments. */
function choice(legend, name, labels, start, onChoose) {
  const options = Object.entries(labels).map(([value, label]) => {
    const radio = element("input", { type: "radio", name, value, checked: value === start });
    radio.addEventListener("change", () => onChoose(value));
    return element("label", {}, radio, element("span", {}, label));
  });
  return element("fieldset", {}, element("legend", {}, legend), ...options);
}

/** A field for a number of pixels; what is outside its bounds is brought inside when it is left. */
function size(label, name, asked, onChange) {
  const { least, most } = SIZES[name];
  const field = element("input", { type: "number", name, min: least, max: most, step: 10, value: asked[name] });
  const take = () => {
    asked[name] = Math.min(most, Math.max(least, Math.round(field.valueAsNumber || asked[name])));
    onChange();
  };
  field.addEventListener("input", () => field.checkValidity() && take());
  field.addEventListener("change", () => {
    take();
    field.value = asked[name];
  });
  return element("label", { className: "size" }, element("span", {}, label), field);
}

/** The whole panel; what the reader asked for is kept in `asked` while the page's data change. */
function panel(data, asked) {
  const { words } = data;
  asked.version = asked.version && data.version;
  const link = copyable(words, "link", () => pinned(location.href, asked.version), 2);
  const cite = copyable(words, "citation", () => citation(data), 5);
  const frame = copyable(words, "frame", () => snippet(data, asked), 4);
  const note = element("p", {});
  const width = size(words.width, "width", asked, renew);
  function renew() {
    [link, cite, frame].forEach((part) => part.renew());
    note.textContent = asked.version ? words.pinned_note : words.newest_note;
    width.hidden = asked.fluid;
  }
  const pin = choice(words.pin, "pin", { yes: data.version, no: words.none }, asked.version ? "yes" : "no", (value) => {
    asked.version = value === "yes" ? data.version : null;
    renew();
  });
  const fluid = choice(words.width, "fluid", { yes: words.fluid, no: words.pixels }, asked.fluid ? "yes" : "no", (value) => {
    asked.fluid = value === "yes";
    renew();
  });
  const sizes = element("div", { className: "sizes" }, fluid, width, size(words.height, "height", asked, renew));
  frame.part.append(sizes, element("p", {}, words.shows));
  const whole = element("div", { className: "share" }, pin, note, link.part, cite.part, frame.part);
  whole.addEventListener("pointerenter", renew);
  renew();
  return whole;
}

const kept = new WeakMap();

export default function ({ data, parentElement }) {
  const asked = kept.get(parentElement) || { version: data.version, fluid: true, width: 800, height: data.height };
  kept.set(parentElement, asked);
  const before = parentElement.querySelector(".share");
  const drawn = panel(data, asked);
  if (before) before.replaceWith(drawn);
  else parentElement.append(drawn);
}
