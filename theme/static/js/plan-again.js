/* Things to try, looked at again: what a plan keeps of a listing, and what has changed since then.

Nothing of a page. A sheet is what told/sheets.py says of a listing, null where it is not listed, a try
what plan-rule.js keeps of it. Moments are London's, as dates.js has them.
*/
self.connectdoPlanAgain = (function () {
  "use strict";
  const KNOWN = 91; // days of which a sheet says the dates, from its first one: derive/dates.py
  const NEAR = 6; // days within which a new day is the old one moved
  const MEETS = "Who meets you: ";
  const { LINE } = self.connectdoPlanRule;
  const { timesOf, dayWords, hoursWords } = self.connectdoDates;

  const number = (moment) => Date.parse(`${moment.slice(0, 10)}T00:00Z`) / 86400000;
  const day = (moment) => moment.slice(0, 10);
  const short = (text) => (text || "").slice(0, LINE);

  /* "10am", "Tuesday 24 November, 10am". */
  const timeWords = (moment) => hoursWords(`${moment.slice(11)}-`).replace("from ", "");
  const momentWords = (moment) =>
    dayWords(number(moment)) + (moment.length > 10 ? `, ${timeWords(moment)}` : "");

  /* The times to come, in order. */
  const coming = (sheet, now) =>
    (sheet && sheet.ahead ? timesOf(sheet.ahead) : []).filter(({ end }) => end > now);

  /* A moment as calendar.js wants it, with its hours where they are known. */
  const timeOf = (sheet, moment) =>
    (sheet && sheet.ahead ? timesOf(sheet.ahead) : []).find(({ start }) => start === moment) || {
      start: moment, hours: "", end: new Date((number(moment) + 1) * 86400000).toISOString().slice(0, 10),
    };

  const factsOf = (sheet) => ({
    name: short(sheet.name),
    when: short(sheet.when),
    where: short([sheet.where, sheet.address].filter(Boolean).join(", ")),
    meets: short(((sheet.arrive || []).find((line) => line.startsWith(MEETS)) || "").slice(MEETS.length)),
  });

  /* A new thing to try. Of a listing that could not be looked at stands what its address says. */
  function tryOf(ref, sheet, now) {
    const [, id = ""] = ref.split("/");
    const plain = id.replace(/-/g, " ").replace(/^./, (letter) => letter.toUpperCase());
    return {
      ref, next: coming(sheet, now)[0]?.start || "", looked: sheet ? day(now) : "",
      with: "", withWords: "", how: "", said: "",
      ...(sheet ? factsOf(sheet) : { name: plain, when: "", where: "", meets: "" }),
    };
  }

  /* The new moment of a try, and what to say of it. A day that is past, or too far off, stays. */
  function moved(old, sheet, now) {
    const { next } = old;
    const times = coming(sheet, now);
    const same = [next, ""];
    if (!next || day(next) < day(now) || !times.length || times.some(({ start }) => start === next) ||
        number(next) >= number(sheet.ahead) + KNOWN) return same;
    const thatDay = times.find(({ start }) => day(start) === day(next));
    if (next.length === 10) return thatDay ? [thatDay.start, ""] : same; // a day that they chose
    if (thatDay) return [thatDay.start, `The time is now ${timeWords(thatDay.start)}. It was ${timeWords(next)}.`];
    const off = ({ start }) => Math.abs(number(start) - number(next));
    const [near] = [...times].sort((one, other) => off(one) - off(other));
    if (sheet.when !== old.when && off(near) <= NEAR) {
      return [near.start, `It has moved to ${momentWords(near.start)}. It was ${momentWords(next)}.`];
    }
    const [{ start }] = [...times.filter((each) => each.start > next), ...times];
    return [start, `There is none on ${dayWords(number(next))}. The next one is ${momentWords(start)}.`];
  }

  /* {facts, says}: what the try is from now on, and what is to be said of it once. A sheet of an
     earlier `asOf` than the try was looked at changes nothing. */
  function again(old, sheet, now, asOf) {
    if (asOf < old.looked || isGone(sheet)) return { facts: {}, says: [] };
    const facts = factsOf(sheet);
    const [next, onMoved] = moved(old, sheet, now);
    const was = (name) => old[name] && old[name] !== facts[name];
    const says = !old.looked ? [] : [
      was("name") && `It has a new name. It was ${old.name}.`,
      onMoved || (!old.next && was("when") && facts.when && `The times are now: ${facts.when}.`),
      was("where") && `The place has changed. It was ${old.where}.`,
      was("meets") && facts.meets && "Somebody else meets me now.",
    ].filter(Boolean);
    return { facts: { ...facts, next, looked: asOf }, says };
  }

  const kinds = (sheet) => (sheet ? (sheet.states || []).map(([kind]) => kind) : []);
  const isGone = (sheet) => sheet === null || kinds(sheet).some((kind) => /^(closed|over)$/.test(kind));

  /* What is so of it now, as sentences. */
  function notices(sheet, next, now) {
    if (sheet === null) return ["We do not list this any more. Ask before you go."];
    const said = (sheet.states || []).filter(([kind]) => !/^(example|from-public-data)$/.test(kind))
      .map(([kind, label, words]) => (kind === "closed" ? "It has closed." : `${label}. ${words}`));
    const times = coming(sheet, now);
    if (next && day(next) >= day(now) && !isGone(sheet)) {
      if (!times.length) said.push("There is no date to come that we know of. Ask before you go.");
      else if (!times.some(({ start }) => day(start) === day(next)) &&
        number(next) < number(sheet.ahead) + KNOWN) said.push("We know of none on that day. Ask before you go.");
    }
    return said;
  }

  /* "Example: not a real group", where that is so. */
  const tagOf = (sheet) => ((sheet && sheet.states) || [])
    .filter(([kind]) => /^(example|from-public-data)$/.test(kind)).map(([, label]) => label).join(" · ");

  return { momentWords, coming, timeOf, tryOf, again, notices, tagOf, isGone };
})();
