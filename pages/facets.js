/* The choices of the sidebar: for each option whether it is chosen, what it is called, and how many records it would show.
   A choice is on the map at once; Python, which has the last word, follows. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  maritime.parts.facets = function ({ data, parentElement, setTriggerValue }) {
    const root = parentElement.querySelector(".facets");
    const known = new Set(Array.from(root.children, (group) => group.dataset.name));
    if (known.size !== data.groups.length || root.lang !== data.language) build(root, data);
    root.lang = data.language;
    keepUnheard(root, data);
    for (const group of data.groups) renew(root.querySelector(`[data-name="${group.name}"]`), group);
    root.onchange = (event) => {
      const group = event.target.closest(".group");
      const values = Array.from(group.querySelectorAll("input:checked"), (input) => input.value);
      root.told = { ...root.told, [group.dataset.name]: { values, at: performance.now() } };
      preview(root, data, group.dataset.name, values);
      setTriggerValue("chosen", { name: group.dataset.name, values });
    };
  };

  const UNHEARD_MS = 3000;

  /** A choice that Python has not heard of yet outlives an answer to the one before; one that it refuses does not. */
  function keepUnheard(root, data) {
    for (const [name, { values, at }] of Object.entries(root.told || {})) {
      const { options } = data.groups.find((group) => group.name === name);
      const heard = options.every(({ value, chosen }) => chosen === values.includes(value));
      if (heard || performance.now() - at > UNHEARD_MS) delete root.told[name];
      else for (const option of options) option.chosen = values.includes(option.value);
    }
  }

  /** Show what a choice makes of the map and of the counts, before Python does. */
  function preview(root, data, name, values) {
    const groups = data.groups.map((group) => (group.name === name ? { ...group, options: group.options.map((option) => ({ ...option, chosen: values.includes(option.value) })) } : group));
    data.groups = groups;
    const frame = document.querySelector("iframe[title='streamlit_folium.st_folium']");
    frame?.contentWindow.maritime?.select?.(maritime.levelsOf(data), null);
    for (const group of maritime.counted(data)) renew(root.querySelector(`[data-name="${group.name}"]`), group);
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
