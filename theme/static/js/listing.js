/* A listing's page: what is folded away opens on paper, and the switch says what is shown.

Without this file the switch works, and says so only by what is on the page. */
(function () {
  "use strict";
  const views = document.querySelectorAll(".switch a");

  function say() {
    const chosen = location.hash === "#simple" ? "#simple" : "#all";
    views.forEach((view) => {
      if (view.hash === chosen) view.setAttribute("aria-current", "true");
      else view.removeAttribute("aria-current");
    });
  }

  say();
  addEventListener("hashchange", say);
  addEventListener("beforeprint", () => {
    document.querySelectorAll(".fold").forEach((fold) => { fold.open = true; });
  });
})();
