/* Before, after and close, by button or by key: the arrows wherever nothing else wants them. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const WANT_KEYS = "input, textarea, select, canvas, [contenteditable], [role=slider], [role=listbox], [role=dialog], [role=tablist], [role=menu], iframe";

  maritime.parts.record = function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".bar");
    const focused = parentElement.activeElement?.dataset.to;
    const go = (to) => setTriggerValue("went", to);
    root.replaceChildren(
      button("before", maritime.say("Previous"), !data.before, go),
      button("after", maritime.say("Next"), !data.after, go),
      button("close", maritime.say("Close"), false, go),
    );
    root.querySelector(`[data-to="${focused}"]`)?.focus();
    root.listening?.abort();
    root.listening = new AbortController();
    const heard = (event) => {
      const to = { ArrowLeft: "before", ArrowRight: "after" }[event.key];
      if (!to || !data[to] || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.composedPath().some((node) => node instanceof Element && node.matches(WANT_KEYS))) return;
      event.preventDefault();
      go(to);
    };
    document.addEventListener("keydown", heard, { signal: root.listening.signal });
    return () => root.listening.abort();
  }

  const ARROWS = { before: "M2,-4L-2,0L2,4", after: "M-2,-4L2,0L-2,4", close: "M-3.5,-3.5L3.5,3.5M-3.5,3.5L3.5,-3.5" };

  function button(to, label, disabled, go) {
    const element = maritime.make("button");
    element.disabled = disabled;
    element.dataset.to = to;
    const arrow = maritime.draw("svg", { viewBox: "-6 -6 12 12", width: 12, height: 12, "aria-hidden": "true" });
    arrow.append(maritime.draw("path", { d: ARROWS[to] }));
    element.append(...(to === "after" ? [label, arrow] : [arrow, label]));
    element.addEventListener("click", () => go(to));
    return element;
  }
})(window.maritime);
