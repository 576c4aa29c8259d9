/* The reader's own list in this browser's own store: one name, written only once a button was pressed.

my-list.js adds to it, shortlist.js shows it; both find it as connectdoList. Every page's head says how
many are on it. Where the browser keeps nothing for us, list-address.js carries the list in the
addresses of this site; it comes on use, from data-carry of the link in the head.
*/
(function () {
  "use strict";
  const KEY = "connectdo-list";
  const MOST = 20;
  // As data/formats/names.py: tests/fixtures/cases/references.yml holds the two together.
  const REF = /^(?=[^/]{1,80}\/[^/]{1,80}$)[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
  const ASKED = /^[a-z-]{1,30}( [a-z-]{1,30}){0,19}$/;
  const head = document.getElementById("my-list");

  /* {refs: ["lambeth/tuesday-gardening", …], notes: {ref: "…"}, asked: {ref: "free step-free"}}.
     Others may write into a host's store: what is not ours is passed over, at every depth. */
  function ours(kept) {
    const list = { refs: [], notes: {}, asked: {} };
    try {
      list.refs = [...new Set(kept.refs)].filter((ref) => typeof ref === "string" && REF.test(ref))
        .slice(0, MOST);
      list.refs.forEach((ref) => {
        const [note, asked] = [kept.notes?.[ref], kept.asked?.[ref]];
        if (typeof note === "string") list.notes[ref] = note;
        if (typeof asked === "string" && ASKED.test(asked)) list.asked[ref] = asked;
      });
    } catch (error) { /* nothing of ours in it */ }
    return list;
  }

  let held = null; // the list, where the browser keeps nothing

  /* Empty where nothing is kept. */
  function read() {
    try {
      return ours(held || JSON.parse(localStorage.getItem(KEY)));
    } catch (error) {
      return ours();
    }
  }

  function count() {
    const number = document.createElement("b");
    number.textContent = read().refs.length;
    if (head) head.replaceChildren("My list ", number.textContent > 0 ? number : "");
  }

  function comeAlong() {
    if (!self.connectdoListAddress && head) {
      document.head.append(Object.assign(document.createElement("script"), { src: head.dataset.carry }));
    }
  }

  /* Knows the list as long as this page is open. */
  function hold(list) {
    held = list;
    if (list) comeAlong();
    count();
  }

  /* False where the browser keeps nothing for us. */
  function write(list) {
    try {
      // Nothing stays of what is no longer on the list.
      const names = ["refs", "notes", "asked", ...list.refs];
      if (list.refs.length) localStorage.setItem(KEY, JSON.stringify(list, names));
      else localStorage.removeItem(KEY);
      hold(null);
    } catch (error) {
      hold(list);
    }
    return !held;
  }

  const [, given] = /[#&]list=([^&]+)/.exec(location.hash) || []; // the finder writes its own there
  self.connectdoList = { read, write, ours, hold, held: () => held, given, MOST, REF };
  if (given) comeAlong();
  count();
  ["storage", "pageshow"].forEach((change) => addEventListener(change, count));
})();
