/* A list as a link and as words: the rule, without a page. shortlist.js is the page.

"#lambeth/tuesday-gardening,southwark/second-cup" is a list. Where the reader wants it in the link,
what was asked for stands behind an id (list-address.js), and then a note:
"lambeth/tuesday-gardening.free.step-free:Bring%20gloves". A list is {refs, notes, asked}; what
a reference is, and how many a list holds, says kept.js; `longest` is how long a note may be.
*/
self.connectdoListLink = function (longest) {
  "use strict";
  const { MOST } = self.connectdoList;
  const { inAddress, fromAddress } = self.connectdoListAddress;
  const { things } = self.connectdoDates;
  const short = (note) => note.slice(0, longest);

  // ---- the link ----

  const encoded = (note) => encodeURIComponent(note)
    .replace(/[!'()*.~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  }

  /* The list alone; or whole, with notes and what was asked for. */
  const hashOf = ({ refs, notes, asked }, whole) => refs.map((ref) =>
    inAddress({ refs: [ref], asked: whole ? asked : {} }) +
    (whole && notes[ref] ? `:${encoded(notes[ref])}` : "")).join(",");

  /* The list in what stands after "#": null where there is none, as with "main". */
  function read(hash) {
    // Some programs that pass a link on write its signs in code, or end it with a full stop.
    const text = (hash.includes(":") ? hash : decoded(hash)).replace(/^.*list=/, "");
    const parts = text.split(",").map((part) => {
      const [typed, note] = part.split(":");
      return [typed.trim().toLowerCase().replace(/\W+$/, ""), note];
    });
    const found = fromAddress(parts.map(([typed]) => typed).join());
    parts.forEach(([typed, note]) => {
      const [ref] = typed.split(".");
      if (note && found.refs.includes(ref)) found.notes[ref] = short(decoded(note));
    });
    return found.refs.length ? found : null;
  }

  /* Two lists as one, the first one's things and notes before the other's. */
  const joined = (one, other) => ({
    refs: [...new Set([...one.refs, ...other.refs])].slice(0, MOST),
    notes: { ...other.notes, ...one.notes },
    asked: { ...other.asked, ...one.asked },
  });

  /* The list with the ids of today: `now(ref)` is what stands in place of one; what was written
     beside it goes along. */
  function movedTo(now, { refs, notes, asked }) {
    const along = (kept) => {
      const found = { ...kept };
      refs.forEach((ref) => { found[now(ref)] = found[now(ref)] || kept[ref]; });
      return Object.fromEntries(Object.entries(found).filter(([, words]) => words));
    };
    return { refs: [...new Set(refs.map(now))], notes: along(notes), asked: along(asked) };
  }

  // ---- words ----

  const plainName = (ref) => ref.split("/")[1].replace(/-/g, " ");

  /* Why it is on the list: what was asked for and is so, or is not known; without any, what speaks
     for it. `fits` are the words of each id. */
  function whyOf(sheet, asked, fits) {
    const [so, not] = [sheet.fits, sheet.not].map((ids) => (ids || "").split(" "));
    const known = (ids) => ids.filter((id) => Object.hasOwn(fits, id));
    const said = known((asked || "").split(" ")).filter((id) => !not.includes(id))
      .map((id) => (so.includes(id) ? fits[id] : `${fits[id]}: not known, ask them`));
    return (said.length ? said : known(so).slice(0, 3).map((id) => fits[id])).join(" · ");
  }

  /* What a list of so many says once it stands, where some are gone or did not load. */
  function saysOf(number, mine, gone, broken) {
    if (!number) return "Your list is empty.";
    if (broken) return "Some of your list could not be loaded. Open this page again when you are online.";
    return `${things(number)} on ${mine ? "your" : "this"} list.${gone ? ` ${gone} no longer listed.` : ""}`;
  }

  return { short, hashOf, read, joined, movedTo, plainName, whyOf, saysOf };
};
