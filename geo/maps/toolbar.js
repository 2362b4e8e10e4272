/* The tools at the map's left: first those that move it, then those that ask of it. A narrow frame keeps the zoom and puts
   the others, with the layers, behind one button; a map in another site's page keeps those that move it. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const MORE = "M-5,0h0.01M0,0h0.01M5,0h0.01";

  maritime.toolbar = function (map, isNarrow) {
    const zoom = maritime.zoomTools(map);
    const view = [...maritime.homeTool(), ...maritime.screenTool()];
    if (maritime.isEmbedded()) {
      maritime.control("topleft", bar(maritime.say("Moving the map"), [...zoom, ...view])).addTo(map);
      return;
    }
    const tools = [...maritime.searchTool(map), ...maritime.rulerTool(map), ...(maritime.sketchTools?.(map) ?? [])];
    const layers = maritime.layersGroups(map);
    if (isNarrow()) narrow(map, zoom, [...view, ...tools], layers);
    else wide(map, [...zoom, ...view], tools, layers);
  };

  /** Whether the map stands in another site's page. */
  maritime.isEmbedded = () => (maritime.address.get("embed") || "").toLowerCase() === "true";

  function bar(name, buttons) {
    const element = maritime.html("div", "maritime-zoom");
    element.setAttribute("role", "toolbar");
    element.setAttribute("aria-label", name);
    element.setAttribute("aria-orientation", "vertical");
    element.append(...buttons);
    return element;
  }

  function wide(map, view, tools, layers) {
    maritime.control("topleft", bar(maritime.say("Moving the map"), view)).addTo(map);
    maritime.control("topleft", bar(maritime.say("Tools"), tools)).addTo(map);
    maritime.layersControl(layers).addTo(map);
  }

  function narrow(map, zoom, tools, layers) {
    const holder = maritime.html("div", "maritime-more");
    const more = maritime.toolButton(MORE, maritime.say("More tools"));
    const panel = maritime.html("div", "panel");
    const row = maritime.html("div", "tools");
    row.append(...tools);
    panel.append(row, ...layers);
    holder.append(bar(maritime.say("Moving the map"), [...zoom, more]), panel);
    const show = maritime.opens(holder, more, panel);
    row.addEventListener("click", (event) => { if (event.target.closest("button")) show(false); });
    maritime.control("topleft", holder).addTo(map);
  }
})(window.maritime);
