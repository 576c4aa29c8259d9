/* What is coming up, in a borough's booklet: the next times first, on the day it is read or printed.

dates.js moves each row of [data-coming] to its next time by the rule in data-ahead, and hides what
has none; here they are put in order. Where nothing is left, the whole part is hidden.
*/
(function () {
  "use strict";
  const { now, timesOf } = self.connectdoDates;
  const list = document.querySelector("[data-coming]");
  if (!list) return;

  function order() {
    const at = now();
    const coming = [...list.children].flatMap((row) => {
      const next = timesOf(row.dataset.ahead, at).find(({ end }) => end > at);
      return next ? [{ row, start: next.start }] : [];
    }).sort((one, other) => (one.start < other.start ? -1 : Number(one.start > other.start)));
    list.append(...coming.map(({ row }) => row));
    list.closest("section").hidden = !coming.length;
  }

  order();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) order(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) order(); });
  window.addEventListener("beforeprint", order);
})();
