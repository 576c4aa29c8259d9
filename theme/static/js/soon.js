/* What is on soon, on the day it is read: a page made on Monday shows Wednesday's things on Wednesday.

[data-soon] has a row for each thing of the next seven days, most of them hidden; what stands there
without scripts is one a day. Shown are four that are still to come today, of as many areas as can
be; where there are fewer, the next ones after. The rule of a row's times is its
data-ahead, which dates.js explains; data-of says in which borough it is.
*/
(function () {
  "use strict";
  const MOST = 4;
  const DAY = 86400000;
  const { now, timesOf, onScreen } = self.connectdoDates;
  const section = document.querySelector("[data-soon]");
  if (!section) return;
  const list = section.querySelector("ul");
  const rows = [...list.children];
  let chosen = "";
  let name = "";

  /* The first few, of as many areas as can be, in their order. */
  function few(found) {
    const areas = found.map(({ row }) => row.dataset.area);
    const first = (area, at) => areas.indexOf(area) === at;
    const spread = [...found.filter((_, at) => first(areas[at], at)),
      ...found.filter((_, at) => !first(areas[at], at))];
    return found.filter((each) => spread.indexOf(each) < MOST);
  }

  function deal() {
    const at = now();
    const day = Date.parse(`${at.slice(0, 10)}T00:00Z`) / DAY;
    const own = rows.filter((row) => row.dataset.of === chosen);
    const found = (own.length ? own : rows).map((row) => {
      const { ahead } = row.querySelector("[data-ahead]").dataset;
      return { row, ...timesOf(ahead, at).find(({ end }) => end > at) };
    }).filter((each) => each.day < day + 7)
      .sort((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)));
    const today = few(found.filter((each) => each.day <= day));
    const later = found.filter((each) => each.day > day).slice(0, MOST - today.length);
    const shown = [...today, ...later];
    rows.forEach((row) => { row.hidden = true; });
    shown.forEach(({ row }) => { row.hidden = false; });
    list.append(...shown.map(({ row }) => row));
    section.hidden = !shown.length;
    const where = own.length && name ? ` in ${name}` : "";
    const paper = document.createElement("span");
    paper.className = "on-paper";
    paper.textContent = "Coming up";
    const words = !today.length ? "Coming up" : later.length ? "On today and soon" : "On today";
    section.querySelector("h2").replaceChildren(onScreen(words), paper, where);
  }

  /* The things of one borough, by its id and its name; of all without one. */
  self.connectdoSoon = (id, called) => {
    [chosen, name] = [id, called];
    deal();
  };
  deal();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) deal(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) deal(); });
})();
