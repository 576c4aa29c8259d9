/* The reader's own list in this browser's own store: one name, written only once a button was pressed.

my-list.js adds to it, shortlist.js shows it; both find it as connectdoList.
*/
(function () {
  "use strict";
  const KEY = "connectdo-list";
  const MOST = 20;
  // As data/formats/names.py: tests/fixtures/cases/references.yml holds the two together.
  const REF = /^(?=[^/]{1,80}\/[^/]{1,80}$)[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

  /* {refs: ["lambeth/tuesday-gardening", …], notes: {ref: "…"}}; empty where nothing is kept. Others
     may write into a host's store: what is not ours is passed over, at every depth. */
  function read() {
    const notes = {};
    let refs = [];
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      refs = [...new Set(kept.refs)].filter((ref) => typeof ref === "string" && REF.test(ref))
        .slice(0, MOST);
      refs.forEach((ref) => {
        if (typeof kept.notes[ref] === "string") notes[ref] = kept.notes[ref];
      });
    } catch (error) { /* no store, or nothing of ours in it */ }
    return { refs, notes };
  }

  /* False where the browser keeps nothing for us. */
  function write({ refs, notes }) {
    try {
      // Nothing stays of what is no longer on the list.
      const names = ["refs", "notes", ...refs];
      if (refs.length) localStorage.setItem(KEY, JSON.stringify({ refs, notes }, names));
      else localStorage.removeItem(KEY);
      return true;
    } catch (error) {
      return false;
    }
  }

  self.connectdoList = { read, write, MOST, REF };
})();
