/* Bins: the days, weeks, months or years under which the records stand. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const { dayOf, partsOf } = timebar;
  const MOST_CELLS = 600;
  const LEAST_CELL = 5; // pixels
  const LARGEST_CELL = 11;
  const LEAST_BAR = 3;
  const MONDAY = 4; // 1970-01-05

  /** Units from the finest: how many days they have, about, and which of them a day lies in. */
  const UNITS = {
    day: { days: 1, around: (day) => [day, day] },
    week: {
      days: 7,
      around(day) {
        const first = day - ((((day - MONDAY) % 7) + 7) % 7);
        return [first, first + 6];
      },
    },
    month: {
      days: 30,
      around(day) {
        const [year, month] = partsOf(day);
        return [dayOf(year, month, 1), dayOf(year, month + 1, 0)];
      },
    },
    year: {
      days: 365,
      around(day) {
        const [year] = partsOf(day);
        return [dayOf(year, 0, 1), dayOf(year, 11, 31)];
      },
    },
  };

  /** Sets the finest bins in which the records fit as cells, else the finest in which bars can be told apart. */
  timebar.chooseBins = function (bar) {
    Object.assign(bar, cellBins(bar) || barBins(bar));
  };

  const widthOf = (bar, unit) => UNITS[unit].days * bar.perDay;

  function cellBins(bar) {
    if (!bar.data.records.id || bar.data.records.id.length > MOST_CELLS) return null;
    for (const unit in UNITS) {
      const width = widthOf(bar, unit);
      const bins = width < LEAST_CELL ? [] : binsOf(bar, unit);
      const size = bins.length ? cellSize(bins, width - 1) : 0;
      if (size) return { unit, bins, size };
    }
    return null;
  }

  function barBins(bar) {
    const unit = Object.keys(UNITS).find((finest) => widthOf(bar, finest) >= LEAST_BAR) || "year";
    return { unit, bins: binsOf(bar, unit), size: 0 };
  }

  function binsOf(bar, unit) {
    const bins = [];
    const [from, to] = bar.data.axis;
    for (let day = from; day <= to; day = bins[bins.length - 1].last + 1) {
      const [first, last] = UNITS[unit].around(day);
      bins.push({ first, last, rows: [] });
    }
    bar.columns.anchor.forEach((day, row) => {
      if (Number.isFinite(day)) timebar.binAt(bins, timebar.within(day, [from, to])).rows.push(row);
    });
    return bins;
  }

  /** The bin that holds a day. */
  timebar.binAt = function (bins, day) {
    let [low, high] = [0, bins.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bins[middle].first <= day) low = middle;
      else high = middle - 1;
    }
    return bins[low];
  };

  /** The largest cell with which every bin's cells fit into the chart; 0 where none does. */
  function cellSize(bins, width) {
    const most = Math.max(0, ...bins.map(({ rows }) => rows.length));
    for (let size = LARGEST_CELL; size >= LEAST_CELL; size -= 0.5) {
      const columns = Math.floor(width / size);
      if (columns && Math.ceil(most / columns) * size <= timebar.ROWS.chart - 8) return size;
    }
    return 0;
  }
})(window.maritime);
