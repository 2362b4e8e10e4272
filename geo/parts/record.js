/* Before, after and close, by button or by key: the arrows wherever nothing else wants them. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const WANT_KEYS = "input, textarea, select, canvas, [contenteditable], [role=slider], [role=listbox], [role=dialog], [role=tablist], [role=menu], iframe";

  maritime.parts.record = function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".bar");
    const focused = parentElement.activeElement?.dataset.to ?? inherited();
    const go = (to) => {
      if (hasFocus(parentElement)) leave(root, to);
      setTriggerValue("went", to);
    };
    root.replaceChildren(
      button("before", maritime.say("Previous"), !data.before, go),
      button("after", maritime.say("Next"), !data.after, go),
      button("close", maritime.say("Close"), false, go),
    );
    const heirs = [focused, "before", "after"].map((to) => root.querySelector(`[data-to="${to}"]:enabled`));
    if (focused) heirs.find(Boolean)?.focus({ preventScroll: true });
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

  const HEIR_MS = 5000; // in which the next record's card takes over the focus

  let heir = null; // {to, until}: the button that takes the focus in the card of the record that it leads to

  /** Whether the focus is in the card that this bar belongs to. */
  function hasFocus({ host }) {
    const card = host.closest(".st-key-card_east, .st-key-card_west, .st-key-record, .record-card");
    return Boolean(card?.contains(document.activeElement));
  }

  /** Keep the focus: on to the next record's card, and from a closed one to the record on the map. */
  function leave(root, to) {
    if (to === "close") return maritime.mapFrame()?.contentWindow.maritime?.reader?.focusChosen?.();
    heir = { to, until: performance.now() + HEIR_MS };
    return root.querySelector(`[data-to="${to}"]`).focus({ preventScroll: true }); // what else had it goes with the record
  }

  /** The button that has the focus coming, where nothing else took it meanwhile. */
  function inherited() {
    const to = heir && performance.now() < heir.until && document.activeElement === document.body ? heir.to : null;
    heir = null;
    return to;
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
