/* Puts what is on next first, on the day on which the page is read.

<ul data-soonest="6"> holds cards, more than it shows. Those of which there is a time to come (the
rules of data-ahead, which dates.js explains) come in its order, so many are shown, and its section
is "past" once there are none. */
(function () {
  "use strict";
  const { now, timesOf } = self.connectdoDates;

  function order() {
    const at = now();
    document.querySelectorAll("[data-soonest]").forEach((list) => {
      const start = (item) => (timesOf(item.querySelector("[data-ahead]").dataset.ahead, at)
        .find(({ end }) => end > at) || { start: "9" }).start;
      const items = [...list.children].map((item) => [start(item), item]).sort(([one], [other]) =>
        one.localeCompare(other));
      items.forEach(([next, item], place) => {
        item.hidden = next === "9" || place >= Number(list.dataset.soonest);
        list.append(item);
      });
      list.parentNode.classList.toggle("past", list.firstElementChild.hidden);
    });
  }

  order();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) order(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) order(); });
})();
