/* The cards: that of the chosen record beside the map, and all of them as a list that keeps to the period. */
window.maritime = window.maritime || {};

(function (maritime) {
  "use strict";

  const cards = (maritime.cards = {});
  const articles = new Map(); // id -> the card in the list
  let panel = null;
  let bar = null; // the bar's shadow root
  let told = () => {}; // called with "before", "after" or "close"
  let choose = () => {}; // called with the id of a record that a card links to

  /** Find the cards of the document. */
  cards.attach = function (onBar, onLink) {
    [told, choose] = [onBar, onLink];
    for (const article of document.querySelectorAll(".cards .card")) articles.set(article.dataset.record, article);
    panel = document.querySelector(".record-card");
    bar = panel.querySelector(".record-bar").attachShadow({ mode: "open" });
    bar.append(maritime.make("div", "bar"));
    document.addEventListener("click", follow);
  };

  cards.has = (id) => articles.has(id);

  /** The records' ids in order of time. */
  cards.ids = () => Array.from(articles.keys());

  /** A link from one card to another chooses its record. */
  function follow(event) {
    const href = event.target.closest?.(".card a[href^='#']")?.getAttribute("href");
    if (!href) return;
    event.preventDefault();
    choose(new URLSearchParams(href.slice(1)).get("record"));
  }

  /** The card of a record, `west` or else east on the map; none for null. */
  cards.show = function (id, { before, after, shown, west, language }) {
    panel.hidden = id === null;
    if (id === null) return;
    if (panel.dataset.record !== id) {
      panel.dataset.record = id;
      panel.querySelector(".record-body").replaceChildren(articles.get(id).cloneNode(true));
      panel.scrollTop = 0;
      panel.classList.toggle("is-west", west);
    }
    const notice = panel.querySelector(".notice");
    notice.hidden = shown;
    notice.textContent = shown ? "" : maritime.say("This record lies outside the period shown.");
    maritime.mount("record", { data: { before, after, language }, parentElement: bar, setTriggerValue: (_name, to) => told(to) });
  };

  /** List the records of these levels, in the order of the list. */
  cards.list = function (levels) {
    let [row, count] = [0, 0];
    for (const article of articles.values()) {
      const shown = levels[row++] > 0;
      article.hidden = !shown;
      count += shown;
    }
    document.querySelector(".cards h2").textContent = maritime.count(count, "The same {n} record as text", "The same {n} records as text");
  };

  /** List the zones in force. */
  cards.zones = function (force) {
    const list = document.querySelector(".zones-in-force");
    if (!list) return;
    const ids = new Set(force);
    for (const zone of list.querySelectorAll("[data-zone]")) zone.hidden = !ids.has(zone.dataset.zone);
    list.querySelector("h2").textContent = maritime.count(ids.size, "{n} zone in force", "{n} zones in force");
  };
})(window.maritime);
