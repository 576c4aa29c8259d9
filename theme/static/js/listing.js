/* A listing's page: what is folded away opens on paper, the switch says what is shown, and how far it
is stands beside where, for whoever came from a search that knew a place (find-cards.js sends it).

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

  /* Others may write into a host's store: only words of ours, and only of this listing, are shown. */
  function sayHowFar() {
    let sent = "";
    try { sent = sessionStorage.getItem("connectdo.far") || ""; } catch { /* nothing was sent */ }
    const [, ref, far] = /^(\S+) (very near|about \d+(?:\.\d+)? miles?)$/.exec(sent) || [];
    const place = document.querySelector("[data-far]");
    if (!place || ref !== document.querySelector(".listing").dataset.ref) return;
    const said = document.createElement("span");
    said.className = "no-paper";
    said.textContent = ` · ${far}`;
    place.append(said);
  }

  sayHowFar();
  say();
  addEventListener("hashchange", say);
  addEventListener("beforeprint", () => {
    document.querySelectorAll(".fold").forEach((fold) => { fold.open = true; });
  });
})();
