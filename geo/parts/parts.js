/* What all parts of a page share: their styles, and how they are mounted. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  maritime.parts = maritime.parts || {};

  const sheets = (maritime.sheets = maritime.sheets || {}); // the file of another language finds those that are there

  /** Style sheets by the name of their part. */
  maritime.styles = function (texts) {
    for (const name in texts) {
      sheets[name] = sheets[name] || new CSSStyleSheet();
      sheets[name].replaceSync(texts[name]);
    }
  };

  /** Draws a part, now and whenever its data changed. */
  maritime.mount = function (name, component) {
    const { parentElement } = component;
    const { adoptedStyleSheets } = parentElement instanceof ShadowRoot ? parentElement : document;
    if (!adoptedStyleSheets.includes(sheets[name])) adoptedStyleSheets.push(sheets[name]);
    maritime.speak(component.data.language);
    tellPage(component.data.language);
    return maritime.parts[name](component);
  };

  /** The language of the whole page, and Streamlit's link past its head, which speaks English alone. */
  function tellPage(code) {
    if (document.documentElement.lang !== code) document.documentElement.lang = code;
    const skip = document.querySelector("[data-testid=stSkipToContent]");
    const words = maritime.say("Skip to main content");
    if (skip && skip.textContent !== words) skip.textContent = words;
  }

  /** The map's frame, where the page has one. */
  maritime.mapFrame = () => document.querySelector("iframe[title='streamlit_folium.st_folium']");

  /** An HTML element; `text` is written as text. */
  maritime.make = function (tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    if (tag === "button") element.type = "button";
    return element;
  };

  /** An SVG element with its attributes set. */
  maritime.draw = function (tag, attributes) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
})(window.maritime);
