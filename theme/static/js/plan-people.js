/* The line to people who answer names the team of the reader's borough too: the borough that was chosen
last, or that of the first thing to try. The others' stay hidden. */
(function () {
  "use strict";
  let last = "";
  try { last = localStorage.getItem("connectdo.borough"); } catch { /* then it is not known */ }
  const [first] = self.connectdoPlan.plan.tries;
  const borough = last || (first ? first.ref.split("/")[0] : "");
  const line = document.getElementById("plan-people");
  if (line) line.content.querySelectorAll("[data-team]").forEach((each) => {
    each.hidden = each.dataset.team !== borough;
  });
})();
