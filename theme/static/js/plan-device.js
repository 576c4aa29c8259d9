/* What somebody can do with what is kept of their plan on this device: the step "device", and the choice
between two tabs. plan-store.js keeps it. */
(function () {
  "use strict";
  const { steps } = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const today = () => self.connectdoDates.now().slice(0, 10);

  /* Goes on with what this page has ("mine"), or with what is there; the other of the two is then the
     plan before. What cannot be read is taken out: who asks for it was asked before. False where
     nothing is left. */
  self.connectdoPlanSettle = function (which) {
    const text = store.entry();
    const there = text ? store.read(text) : null;
    const mine = which === "mine";
    const since = today();
    if (there && there.trouble && there.trouble !== store.trouble) {
      store.put({ kept: false, trouble: there.trouble });
    } else if (there && !there.plan) {
      localStorage.removeItem(store.KEY);
      store.put({ trouble: "" });
    } else if (there || mine) {
      const other = mine ? there : { at: store.at, plan: store.plan };
      store.put({
        written: text, kept: true, ...(other && { before: { at: other.at, since, plan: other.plan } }),
        ...(!mine && { plan: there.plan, at: there.at }),
      });
    } else {
      store.letGo();
      return false;
    }
    return true;
  };
})();
