/* Full screen: the map with the card of a record, where the browser lets a page take the screen. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const ICON = "M-6,-2.5V-6H-2.5M2.5,-6H6V-2.5M6,2.5V6H2.5M-2.5,6H-6V2.5";
  const BACK = "M-2.5,-6V-2.5H-6M6,-2.5H2.5V-6M2.5,6V2.5H6M-6,2.5H-2.5V6";

  /** The button, or none where the browser has no full screen. */
  maritime.screenTool = function () {
    const frame = window.frameElement;
    const page = maritime.page.document;
    if (!frame || maritime.page === window || !page.fullscreenEnabled) return [];
    const stage = frame.closest(".st-key-stage") || frame; // the stage holds the card too
    const isFull = () => page.fullscreenElement === stage;
    const button = maritime.toolButton(ICON, maritime.say("Full screen"), () => (isFull() ? page.exitFullscreen() : stage.requestFullscreen()).catch(() => {}));
    const show = () => {
      // Inline, because Streamlit writes the frame's height anew with each record.
      frame.style.height = isFull() ? "100vh" : "";
      button.setAttribute("aria-pressed", String(isFull()));
      button.querySelector("path").setAttribute("d", isFull() ? BACK : ICON);
    };
    page.addEventListener("fullscreenchange", show, { signal: maritime.address.gone });
    show();
    return [button];
  };
})(window.maritime);
