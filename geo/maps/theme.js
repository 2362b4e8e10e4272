/* The map's theme: dark or light as Streamlit is, and the sea's colour before anything else is drawn.
   Needs nothing, Leaflet included: load it first. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const root = document.documentElement;
  const listeners = [];

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

  function apply(theme) {
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    // Inline, because map.css may arrive after the first paint: no flash of the page's white.
    root.style.backgroundColor = theme === "dark" ? "#111d29" : "#dde7ed";
    root.style.setProperty("--page", pageBackground() || "Canvas");
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
    for (const sheet of window.parent.document.styleSheets) {
      const base = sheet.href || window.parent.document.baseURI;
      for (const rule of sheet.cssRules) {
        if (!(rule instanceof window.parent.CSSFontFaceRule) || !rule.cssText.includes("Source Sans")) continue;
        rules.push(rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_, url) => 'url("' + new URL(url, base).href + '")'));
      }
    }
    const style = document.createElement("style");
    style.textContent = rules.join("\n");
    document.head.append(style);
  }

  apply(themeOf(pageBackground()));
  if (window.parent !== window) adoptFonts();

  const streamlit = window.Streamlit;
  if (streamlit && streamlit.events) {
    streamlit.events.addEventListener(streamlit.RENDER_EVENT, (event) => {
      const theme = event.detail && event.detail.theme;
      apply(themeOf((theme && theme.backgroundColor) || pageBackground()));
    });
  } else {
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => apply(themeOf(pageBackground())));
  }
})(window.maritime);
