/* Runs before anything else in the map's document. The component evaluates what it is sent, so it listens to the page
   around it alone, not to a site that frames that page. And the ground has the sea's colour from the first moment. */
(function () {
  "use strict";

  const fromPage = (event) => event.source === window.parent && event.origin === window.location.origin;
  window.addEventListener("message", (event) => { if (!fromPage(event)) event.stopImmediatePropagation(); }, true);

  /** Whether the map will be dark: by the address, else as the page is, else as the reader's system prefers. */
  function isDark() {
    const asked = new URLSearchParams(window.parent.location.search).get("theme");
    if (asked === "dark" || asked === "light") return asked === "dark";
    const page = window.parent.document.querySelector(".stApp");
    const channels = page && getComputedStyle(page).backgroundColor.match(/[\d.]+/g);
    if (channels && channels[3] !== "0") return channels.slice(0, 3).reduce((sum, channel) => sum + Number(channel), 0) < 300;
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  let dark = false;
  try {
    dark = isDark();
  } catch { /* opened by itself: there is no page to ask */ }
  document.documentElement.style.backgroundColor = dark ? "#111d29" : "#dde7ed";
})();
