/* What is on soon, on the day it is read: a page made on Monday shows Wednesday's things on Wednesday.

The cards of the sections data-soon="today" and "later" are dealt out between the two by the rules
of their times (data-ahead, which dates.js explains): what is still to come today, and what is on in
the six days after. The link of the first leads to the lists of that weekday.
*/
(function () {
  "use strict";
  const MOST = 6; // cards of one section
  const DAY = 86400000;
  const { now, timesOf, dayWords, onScreen } = self.connectdoDates;
  const [today, later] = ["today", "later"].map((name) =>
    document.querySelector(`[data-soon=${name}]`));
  if (!today || !later) return;
  const cards = [...document.querySelectorAll("[data-soon] .cards > li")];

  function show(section, found) {
    section.querySelector(".cards").replaceChildren(...found.slice(0, MOST).map(({ card }) => card));
    section.hidden = !found.length;
  }

  function deal() {
    const at = now();
    const day = Date.parse(`${at.slice(0, 10)}T00:00Z`) / DAY;
    const found = cards.map((card) => {
      const { ahead } = card.querySelector("[data-ahead]").dataset;
      return { card, ...timesOf(ahead, at).find(({ end }) => end > at) };
    }).filter((each) => each.day < day + 7)
      .sort((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)));
    show(today, found.filter((each) => each.day <= day));
    show(later, found.filter((each) => each.day > day));
    const words = dayWords(day);
    today.querySelector("h2").replaceChildren("On ", onScreen("today, "), words);
    later.querySelector("h2").textContent = `From ${dayWords(day + 1)}`;
    const link = today.querySelector("a.more");
    const [weekday] = words.split(" ");
    link.href = link.getAttribute("href").replace(/day\/\w+/, `day/${weekday.toLowerCase()}`);
    link.firstChild.textContent = `All of ${weekday}s`;
  }

  deal();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) deal(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) deal(); });
})();
