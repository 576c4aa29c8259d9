/* Erases everything that this site keeps on a device, whichever page put it there: the plan, the list, the
borough that was chosen, words on their way to a search, boroughs kept to read without internet, and
the worker that reads them (worker/keeping.js). Then it says what it took, and what it cannot take. */
(function () {
  "use strict";
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const root = new URL("../", document.currentScript.src);

  /* Takes out all names of ours in a store of the browser. */
  function emptied(name) {
    try {
      Object.keys(self[name]).filter((key) => key.startsWith("connectdo"))
        .forEach((key) => self[name].removeItem(key));
      return !Object.keys(self[name]).some((key) => key.startsWith("connectdo"));
    } catch { return true; } // there is no such store for us
  }

  /* Takes out the boroughs that are kept, and the worker that reads them. */
  async function noBoroughs() {
    const ours = (name) => name.startsWith(`connectdo:${root.pathname}:`);
    try {
      const worker = await navigator.serviceWorker?.getRegistration(root.href);
      if (worker && worker.scope === root.href) await worker.unregister();
      const names = (await caches.keys()).filter(ours);
      await Promise.all(names.map((name) => caches.delete(name)));
      return [names.length, !(await caches.keys()).some(ours)];
    } catch { return [0, true]; }
  }

  self.connectdoPlanErase = async function () {
    const list = self.connectdoList.read().refs.length;
    let borough = null;
    try { borough = localStorage.getItem("connectdo.borough"); } catch { /* there is none */ }
    const [boroughs, third] = await noBoroughs();
    store.forget();
    self.connectdoList.write({ refs: [], notes: {}, asked: {} });
    const [first, second] = [emptied("localStorage"), emptied("sessionStorage")];
    const took = ["your plan", list && "your list", borough && "the borough that you chose",
      boroughs && "the pages kept to read without internet"].filter(Boolean);
    page.clear(`Erased: ${self.connectdoDates.and(took)}.`);
    const { made } = page;
    const left = ["Files that you saved.", "Papers that you printed.",
      "What your browser itself remembers, like its history.",
      "Other tabs where this site is open. Close them."];
    const well = first && second && third ? [] : [made("p", {}, "Your browser did not let us erase all of it. " +
      "Look in its settings for “Clear browsing data”.")];
    document.querySelector("main h1 + p").after(...well, made("h2", {}, "What is left"),
      made("ul", {}, ...left.map((words) => made("li", {}, words))));
  };
})();
