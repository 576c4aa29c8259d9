/* The reader's own list in this browser's own store: one name, written only once a button was pressed.

my-list.js adds to it, shortlist.js shows it; both find it as connectdoList.
*/
(function () {
  "use strict";
  const KEY = "connectdo-list";
  const MOST = 20;
  const REF = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/;

  /* {refs: ["lambeth/tuesday-gardening", …], notes: {ref: "…"}}; empty where nothing is kept. */
  function read() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(KEY)); } catch (error) { /* no store, or not ours */ }
    const refs = kept && Array.isArray(kept.refs) ? kept.refs.filter((ref) => REF.test(ref)) : [];
    const notes = {};
    refs.forEach((ref) => {
      if (kept.notes && typeof kept.notes[ref] === "string") notes[ref] = kept.notes[ref];
    });
    return { refs, notes };
  }

  /* False where the browser keeps nothing for us. */
  function write({ refs, notes }) {
    try {
      const kept = {};
      refs.forEach((ref) => { if (notes[ref]) kept[ref] = notes[ref]; });
      if (refs.length) localStorage.setItem(KEY, JSON.stringify({ refs, notes: kept }));
      else localStorage.removeItem(KEY);
      return true;
    } catch (error) {
      return false;
    }
  }

  self.connectdoList = { read, write, MOST, REF };
})();
