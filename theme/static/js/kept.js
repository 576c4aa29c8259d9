/* The reader's own list in this browser's own store: one name, written only once a button was pressed.

my-list.js adds to it, shortlist.js shows it; both find it as connectdoList. Where the browser keeps
nothing for us, the list goes along in the addresses of this site, after "#" as "list=".
*/
(function () {
  "use strict";
  const KEY = "connectdo-list";
  const MOST = 20;
  // As data/formats/names.py: tests/fixtures/cases/references.yml holds the two together.
  const REF = /^(?=[^/]{1,80}\/[^/]{1,80}$)[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;
  const ASKED = /^[a-z-]{1,30}( [a-z-]{1,30}){0,19}$/;

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

  // ---- a list in an address: "lambeth/tuesday-gardening.free.step-free,southwark/second-cup" ----

  const inAddress = ({ refs, asked }) =>
    refs.map((ref) => ref + ` ${asked[ref] || ""}`.trimEnd().replace(/ /g, ".")).join(",");

  function fromAddress(text) {
    const asked = {};
    const refs = text.split(",").map((part) => {
      const [ref, ...words] = part.split(":")[0].split(".");
      asked[ref] = words.join(" ");
      return ref;
    });
    return ours({ refs, asked });
  }

  // ---- the store ----

  let held = null; // the list, where the browser keeps nothing

  /* Empty where nothing is kept. */
  function read() {
    try {
      return ours(held || JSON.parse(localStorage.getItem(KEY)));
    } catch (error) {
      return ours();
    }
  }

  /* False where the browser keeps nothing for us: then this page knows the list, and its links. */
  function write(list) {
    try {
      // Nothing stays of what is no longer on the list.
      const names = ["refs", "notes", "asked", ...list.refs];
      if (list.refs.length) localStorage.setItem(KEY, JSON.stringify(list, names));
      else localStorage.removeItem(KEY);
      held = null;
    } catch (error) {
      held = list;
    }
    return !held;
  }

  /* Puts the list into a link, or into this page's own address, beside what stands there. */
  function carry(link) {
    const { hash } = link;
    const rest = hash.slice(1).replace(/&?list=[^&]*/, "");
    if (held && (!rest || rest.includes("="))) {
      link.hash = [rest, held.refs[0] && `list=${inAddress(held)}`].filter(Boolean).join("&");
    }
    return link;
  }

  const given = /[#&]list=([^&]+)/.exec(location.hash);
  if (given) {
    // A link that somebody sent changes nothing where the browser keeps the reader's own list.
    try {
      localStorage.setItem(`${KEY}-try`, "");
      localStorage.removeItem(`${KEY}-try`);
    } catch (error) {
      held = fromAddress(given[1]);
    }
  }
  ["pointerdown", "click"].forEach((press) => addEventListener(press, ({ target }) => {
    const link = held && target.closest?.("a[href]");
    if (link && link.origin === location.origin && link.pathname !== location.pathname) carry(link);
  }, true));

  self.connectdoList = { read, write, carry, inAddress, fromAddress, held: () => held, MOST, REF };
})();
