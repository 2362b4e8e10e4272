/* The figures of a period, in the words of geo/figures.py. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const { timebar } = maritime;
  const number = (value) => maritime.number(value);

  const spanWords = (low, high) => (low === high ? number(low) : number(low) + "–" + number(high));

  const nothingStated = ({ strikes, unstated }) => strikes > 0 && unstated === strikes;

  const killedOf = (sums) => (nothingStated(sums) ? maritime.say("not stated") : spanWords(sums.low, sums.high));

  const hasBounds = (data, all, sure) => data.bounds && sure.records < all.records;

  /** The figures above the map, by the names that their elements carry in data-live. */
  timebar.figuresOf = function (data, all, sure) {
    const both = sure.records < all.records;
    const cells = hasBounds(data, all, sure) ? boundCells(all, sure) : plainCells(all, both ? sure : null);
    const placed = [
      maritime.say("{shown} shown of {total}", { shown: number(all.records), total: number(data.total) }),
      maritime.say("{n} placed", { n: number(all.placed) }),
      maritime.say("{n} as areas", { n: number(all.areas) }),
      maritime.say("{n} in trays", { n: number(all.unplaced) }),
    ].join(" · ");
    return { ...cells, placed };
  };

  function boundCells(all, sure) {
    return {
      "strikes": spanWords(sure.strikes, all.strikes), "strikes-label": maritime.say("strikes, surely to possibly"), "strikes-sure": "",
      "vessels": spanWords(sure.vessels, all.vessels), "vessels-label": maritime.say("vessels struck, surely to possibly"), "vessels-sure": "",
      "killed": spanWords(sure.low, all.high), "killed-label": maritime.say("killed, surely to possibly"), "killed-sure": "",
    };
  }

  function plainCells(all, sure) {
    const surely = (figure) => (sure ? maritime.say("{figure} surely", { figure }) : "");
    const killed = all.open ? maritime.say("killed; {n} without an upper figure", { n: number(all.open) }) : maritime.say("killed");
    return {
      "strikes": number(all.strikes), "strikes-label": maritime.count(all.strikes, "strike", "strikes"),
      "strikes-sure": surely(sure && number(sure.strikes)),
      "vessels": number(all.vessels), "vessels-label": maritime.count(all.vessels, "vessel struck", "vessels struck"),
      "vessels-sure": surely(sure && number(sure.vessels)),
      "killed": killedOf(all), "killed-label": killed, "killed-sure": surely(sure && killedOf(sure)),
    };
  }

  /** The figures in one line, as they stand in the bar; with the bounds of those above the map. */
  timebar.tallyWords = function (data, all, sure) {
    const shown = maritime.say("{shown} of {total} records", { shown: number(all.records), total: number(data.records.kind.length) });
    return [shown, ...(hasBounds(data, all, sure) ? boundWords(all, sure) : plainWords(all))].join(" · ");
  };

  function boundWords(all, sure) {
    const figures = [strikesWords(sure.strikes, all.strikes), vesselsWords(sure.vessels, all.vessels), killedWords(sure.low, all.high)];
    return [maritime.say("surely to possibly: {figures}", { figures: figures.join(" · ") })];
  }

  function plainWords(sums) {
    const killed = nothingStated(sums) ? maritime.say("killed not stated") : killedWords(sums.low, sums.high);
    return [strikesWords(sums.strikes, sums.strikes), vesselsWords(sums.vessels, sums.vessels), killed];
  }

  function strikesWords(low, high) {
    if (low === high) return maritime.count(low, "{n} strike", "{n} strikes");
    return maritime.say("{figures} strikes", { figures: spanWords(low, high) });
  }

  function vesselsWords(low, high) {
    if (low === high) return maritime.count(low, "{n} vessel struck", "{n} vessels struck");
    return maritime.say("{figures} vessels struck", { figures: spanWords(low, high) });
  }

  function killedWords(low, high) {
    if (low === high) return maritime.count(low, "{n} killed", "{n} killed");
    return maritime.say("{figures} killed", { figures: spanWords(low, high) });
  }
})(window.maritime);
