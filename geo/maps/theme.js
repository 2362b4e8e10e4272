/* The map's theme: dark or light as the address asks, else as the page is, and the sea's colour before anything is drawn.
   Needs no Leaflet. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const root = document.documentElement;
  const listeners = [];
  const CHOICES = ["light", "dark"];
  const GROUNDS = { light: "#ffffff", dark: "#10191e" }; // the page's own in either theme
  let page = null; // the page's own background, as Streamlit tells it

  /** The relative luminance (0–1) of any CSS colour; null when it is none. */
  function luminance(colour) {
    if (!colour || !CSS.supports("color", colour)) return null;
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = Array.from(pen.getImageData(0, 0, 1, 1).data, (channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** "dark" or "light" for the page's background colour, else what the reader's system prefers. */
  function themeOf(background) {
    const light = luminance(background);
    if (light !== null) return light < 0.4 ? "dark" : "light";
    return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function pageBackground() {
    return getComputedStyle(root).getPropertyValue("--background-color").trim();
  }

  /** What the reader chose for the map: "light", "dark", or null for as the page is. */
  maritime.chosenTheme = function () {
    const asked = maritime.address.get("theme");
    return CHOICES.includes(asked) ? asked : null;
  };

  maritime.chooseTheme = function (theme) {
    maritime.address.set("theme", theme);
    apply();
  };

  function apply() {
    const own = themeOf(page || pageBackground());
    const theme = maritime.chosenTheme() || own;
    // What lies around the map in this frame has the page's ground, or that of the theme chosen here.
    root.style.setProperty("--page", theme === own ? page || pageBackground() || "Canvas" : GROUNDS[theme]);
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    // Inline, because map.css may arrive after the first paint: no flash of the page's white.
    root.style.backgroundColor = theme === "dark" ? "#111d29" : "#dde7ed";
    listeners.forEach((listener) => listener(theme));
  }

  /** Calls `listener(theme)` now and at each change. */
  maritime.onTheme = function (listener) {
    listeners.push(listener);
    listener(root.dataset.theme);
  };

  /** The page's own typeface: its font rules, copied into this frame with addresses that hold here. */
  function adoptFonts() {
    const rules = [];
    for (const sheet of maritime.page.document.styleSheets) {
      const base = sheet.href || maritime.page.document.baseURI;
      for (const rule of sheet.cssRules) {
        if (!(rule instanceof maritime.page.CSSFontFaceRule) || !rule.cssText.includes("Source Sans")) continue;
        rules.push(rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_, url) => 'url("' + new URL(url, base).href + '")'));
      }
    }
    const style = document.createElement("style");
    style.textContent = rules.join("\n");
    document.head.append(style);
  }

  apply();
  if (maritime.page !== window) adoptFonts();
  maritime.address.onReturn(apply);

  const streamlit = window.Streamlit;
  if (streamlit && streamlit.events) {
    streamlit.events.addEventListener(streamlit.RENDER_EVENT, (event) => {
      page = event.detail?.theme?.backgroundColor || null;
      apply();
    });
  } else {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", apply);
  }
})(window.maritime);
