/* What a borough's book says once it has aged, and the day on which it is printed.

It stands in the page itself, the same in every borough: see pages/book_page.py. What carries
data-from is shown from that day on; data-printed is for paper alone. */
(function () {
  "use strict";
  function tell() {
    const now = new Date();
    const today = now.toISOString().slice(0, 10);
    document.querySelectorAll("[data-from]").forEach((each) => {
      each.hidden = each.dataset.from > today;
    });
    const style = { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/London" };
    const words = now.toLocaleDateString("en-GB", style);
    document.querySelector("[data-printed]").textContent = `Printed on ${words}.`;
  }
  tell();
  document.addEventListener("visibilitychange", tell);
  window.addEventListener("beforeprint", tell);
})();
