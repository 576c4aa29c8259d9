/* A list as a link and as words: the rule, without a page. shortlist.js is the page.

"#lambeth/tuesday-gardening,southwark/second-cup" is a list; a note, where the reader wants it in the
link, stands behind its id: "lambeth/tuesday-gardening:Bring%20gloves". A list is {refs, notes}; what
a reference is, and how many a list holds, says kept.js; `longest` is how long a note may be.
*/
self.connectdoListLink = function (longest) {
  "use strict";
  const { MOST, REF } = self.connectdoList;
  const { things } = self.connectdoDates;
  const short = (note) => note.slice(0, longest);

  // ---- the link ----

  const encoded = (note) => encodeURIComponent(note)
    .replace(/[!'()*.~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return ""; }
  }

  const hashOf = ({ refs, notes }, withNotes) => refs.map(
    (ref) => (withNotes && notes[ref] ? `${ref}:${encoded(notes[ref])}` : ref)).join(",");

  /* The list in what stands after "#": null where there is none, as with "main". */
  function read(hash) {
    const found = { refs: [], notes: {} };
    // Some programs that pass a link on write its signs in code, or end it with a full stop.
    (hash.includes(":") ? hash : decoded(hash)).split(",").forEach((part) => {
      const [typed, note] = part.split(":");
      const ref = typed.trim().toLowerCase().replace(/\W+$/, "");
      if (!REF.test(ref) || found.refs.includes(ref) || found.refs.length >= MOST) return;
      found.refs.push(ref);
      if (note) found.notes[ref] = short(decoded(note));
    });
    return found.refs.length ? found : null;
  }

  /* Two lists as one, the first one's things and notes before the other's. */
  const joined = (one, other) => ({
    refs: [...new Set([...one.refs, ...other.refs])].slice(0, MOST),
    notes: { ...other.notes, ...one.notes },
  });

  /* The list with the ids of today: `now(ref)` is what stands in place of one; notes go along. */
  function movedTo(now, { refs, notes }) {
    const kept = { ...notes };
    refs.forEach((ref) => {
      if (now(ref) !== ref && kept[ref] && !kept[now(ref)]) kept[now(ref)] = kept[ref];
    });
    return { refs: [...new Set(refs.map(now))], notes: kept };
  }

  // ---- words ----

  const plainName = (ref) => ref.split("/")[1].replace(/-/g, " ");

  /* "Some things to try:" and a line for each, {name, example, when}. */
  function wordsOf(rows) {
    const lines = rows.map(({ name, example, when }, at) =>
      `${at + 1}. ${name}${example ? ` (${example})` : ""}${when ? `. ${when}` : ""}.`);
    return `${rows.length > 1 ? "Some things" : "Something"} to try:\n${lines.join("\n")}\n`;
  }

  /* What a list of so many says once it stands, where some are gone or did not load. */
  function saysOf(number, mine, gone, broken) {
    if (!number) return "Your list is empty.";
    if (broken) return "Some of your list could not be loaded. Open this page again when you are online.";
    return `${things(number)} on ${mine ? "your" : "this"} list.${gone ? ` ${gone} no longer listed.` : ""}`;
  }

  return { short, hashOf, read, joined, movedTo, plainName, wordsOf, saysOf };
};
