/* What stands around each step of a plan: Cover, links that open beside the page, and the choice between
two tabs. my-plan.js asks for it once there is something of the person on the page. */
(function () {
  "use strict";
  const { need, show, say, clear } = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const main = document.querySelector("main");
  const button = document.getElementById("plan-cover");
  if (!button) return; // the page was cleared meanwhile

  /* Cover: nobody sees, hears or prints a word, until it is pressed again. */
  function cover(on) {
    main.classList.toggle("covered", on);
    button.textContent = on ? "Show my notes" : "Cover";
    document.dispatchEvent(new Event("connectdo-plan-cover"));
    show();
  }
  button.onclick = () => cover(!main.matches(".covered"));
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !button.isConnected || main.matches(".covered")) return;
    cover(true);
    button.focus();
  });

  // A link to another page opens beside this one, where leaving would take the plan away.
  addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (!link || !/^(http|file)/.test(link.protocol)) return;
    const away = link.host + link.pathname !== location.host + location.pathname;
    link.target = away && !store.safe && !self.connectdoPlanRule.isEmpty(store.plan) ? "_blank" : "";
  }, true);

  document.querySelectorAll("[data-settle]").forEach((choice) => {
    choice.onclick = async () => {
      if (!await need("plan-device.js")) say("We could not do it just now. Try again when you are online.");
      else if (self.connectdoPlanSettle(choice.dataset.settle)) show();
      else clear("You let it go.");
    };
  });
})();
