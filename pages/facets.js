/* The choices of the sidebar: for each option whether it is chosen, what it is called, and how many records it would show.
   A choice is on the map at once; Python, which has the last word, follows. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const PATIENCE_MS = 8000; // after so long without an answer a choice counts as refused

  maritime.parts.facets = function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".facets");
    const known = new Set(Array.from(root.children, (group) => group.dataset.name));
    if (known.size !== data.groups.length || root.lang !== data.language) build(root, data);
    root.lang = data.language;
    root.answer = data;
    root.told = unheard(root.told || {}, data);
    write(root, asTold(root), false);
    root.onchange = (event) => {
      const { name } = event.target.closest(".group").dataset;
      const values = Array.from(root.querySelectorAll(`[data-name="${name}"] input:checked`), (input) => input.value);
      root.told = { ...root.told, [name]: values };
      preview(root);
      setTriggerValue("chosen", root.told); // all that Python has not heard of: a newer event takes the place of one that waits
      clearTimeout(root.patience);
      root.patience = setTimeout(() => takeBack(root), PATIENCE_MS);
    };
    return () => clearTimeout(root.patience);
  };

  /** The choices of which Python has not heard: they outlive an answer to the ones before. */
  function unheard(told, { groups }) {
    const heard = (name, values) => groups.find((group) => group.name === name).options.every(({ value, chosen }) => chosen === values.includes(value));
    return Object.fromEntries(Object.entries(told).filter(([name, values]) => !heard(name, values)));
  }

  /** Python's answer with the choices of which it has not heard. */
  function asTold({ answer, told }) {
    const groups = answer.groups.map((group) => {
      const values = told[group.name];
      return values ? { ...group, options: group.options.map((option) => ({ ...option, chosen: values.includes(option.value) })) } : group;
    });
    return { ...answer, groups };
  }

  /** Show what the choices make of the map and of the counts, before Python does. */
  function preview(root) {
    const data = asTold(root);
    mapOf()?.select?.(maritime.levelsOf(data), null);
    write(root, data, true);
  }

  /** Choices that had no answer are none; the map may have had its own, for the sidebar's comes last. */
  function takeBack(root) {
    root.told = {};
    mapOf()?.asGiven?.();
    write(root, root.answer, false);
  }

  const mapOf = () => maritime.mapFrame()?.contentWindow.maritime;

  /** Write choices and counts into what is there; counts that Python has not made are counted anew. */
  function write(root, data, anew) {
    for (const group of anew ? maritime.counted(data) : data.groups) renew(root.querySelector(`[data-name="${group.name}"]`), group);
  }

  function build(root, { groups }) {
    root.replaceChildren(...groups.map((group) => {
      const field = maritime.make("fieldset", "group");
      field.dataset.name = group.name;
      const title = maritime.make("legend", "", group.title);
      field.append(title, ...(group.meanings.length ? [meaning(group)] : []), ...group.options.map((option) => row(group, option)));
      return field;
    }));
  }

  /** What the options mean, folded until asked for. */
  function meaning({ title, meanings }) {
    const told = maritime.make("details", "meaning");
    const summary = maritime.make("summary", "", "?");
    summary.setAttribute("aria-label", maritime.say("What the choices under {title} mean", { title }));
    const list = maritime.make("dl");
    for (const [label, words] of meanings) list.append(...(label ? [maritime.make("dt", "", label)] : []), maritime.make("dd", "", words));
    told.append(summary, list);
    return told;
  }

  function row(group, option) {
    const label = maritime.make("label", "option");
    label.dataset.value = option.value;
    const input = maritime.make("input");
    Object.assign(input, { type: "checkbox", value: option.value, name: group.name });
    label.append(input, ...(option.mark ? [mark(option.mark)] : []), maritime.make("span", "name", option.label), maritime.make("span", "count"));
    return label;
  }

  function renew(field, group) {
    const most = Math.max(1, ...group.options.map((option) => option.count));
    for (const option of group.options) {
      const label = field.querySelector(`[data-value="${option.value}"]`);
      label.querySelector("input").checked = option.chosen;
      label.querySelector(".count").textContent = maritime.number(option.count);
      label.style.setProperty("--share", option.count / most);
      label.classList.toggle("is-empty", option.count === 0);
    }
  }

  const SHAPES = { circle: "M0,-5A5,5 0 1 1 0,5A5,5 0 1 1 0,-5Z", square: "M-4.4,-4.4H4.4V4.4H-4.4Z", diamond: "M0,-6L6,0L0,6L-6,0Z" };
  const LEFT = "M0,-5A5,5 0 0 0 0,5Z";
  const CROSS = "M-3.4,-3.4L3.4,3.4M-3.4,3.4L3.4,-3.4";

  /** The map's symbol of an option: a shape, its colour by theme, its fill. */
  function mark({ shape, fill, light, dark }) {
    const svg = maritime.draw("svg", { class: "mark", viewBox: "-7 -7 14 14", width: 14, height: 14, "aria-hidden": "true" });
    if (light) svg.style.color = `light-dark(${light}, ${dark})`;
    svg.append(maritime.draw("path", { d: SHAPES[shape], class: fill === "solid" ? "solid" : "" }));
    if (fill === "half") svg.append(maritime.draw("path", { d: LEFT, class: "solid" }));
    if (fill === "crossed") svg.append(maritime.draw("path", { d: CROSS }));
    return svg;
  }
})(window.maritime);
