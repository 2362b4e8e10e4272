/* The chooser: a small list, where one point of the map stands for several records. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  let open = null; // {panel, rows, ids, shown, anchor, from} while a list is open; `shown` are those of `ids` that it lists

  const chooser = (maritime.chooser = {});

  /** List the records `ids` beside a box of the frame. */
  chooser.open = function (ids, anchor, focus) {
    chooser.close();
    maritime.reader.hush();
    const map = maritime.map;
    const sure = ids.every((id) => maritime.reader.record(id).place);
    const heading = sure ? maritime.count(ids.length, "{n} record here", "{n} records here") : maritime.count(ids.length, "{n} record may lie here", "{n} records may lie here");
    const panel = maritime.html("div", "maritime-chooser");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", heading);
    const rows = ids.map((id) => rowOf(maritime.reader.record(id)));
    panel.append(maritime.html("p", "heading", heading), ...rows);
    maritime.rove(panel, () => rows);
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    map.getContainer().append(panel);
    open = { panel, rows, ids, shown: ids, anchor, from: document.activeElement };
    maritime.reader.beside(panel, anchor);
    if (focus) rows[0].focus({ preventScroll: true });
  };

  function rowOf(record) {
    const row = maritime.html("button", maritime.reader.isSelected(record.id) ? "is-selected" : "");
    const words = maritime.html("span", "words");
    words.append(maritime.html("strong", "", record.title), maritime.html("span", "", maritime.detail(record)));
    row.dataset.record = record.id;
    row.append(maritime.glyph(record, 0.85), words);
    row.addEventListener("click", () => maritime.choose(record.id));
    return row;
  }

  /** Show which of the listed records is chosen. */
  chooser.mark = function () {
    for (const row of open ? open.rows : []) row.classList.toggle("is-selected", maritime.reader.isSelected(row.dataset.record));
  };

  /** The same list, of those records that are still shown; `anew` where their words may have changed. */
  chooser.renew = function (anew) {
    if (!open) return;
    const { ids, shown, anchor, panel, from } = open;
    const still = ids.filter(maritime.reader.record);
    if (!anew && still.join() === shown.join()) return;
    const focused = panel.contains(document.activeElement);
    chooser.close();
    if (still.length < 2) return;
    chooser.open(still, anchor, focused);
    Object.assign(open, { ids, from });
  };

  /** Close the list; says whether one was open. */
  chooser.close = function (giveBackFocus) {
    if (!open) return false;
    const { panel, from } = open;
    open = null;
    panel.remove();
    if (giveBackFocus && from && from.isConnected) from.focus({ preventScroll: true });
    return true;
  };

  chooser.closeUnless = (target) => { if (open && !open.panel.contains(target)) chooser.close(); };
})(window.maritime);
