/* What a plan is, in every version there was: nothing of a page or a store. plan-store.js keeps it.

Whatever is read (the browser's store, a file) goes through `ours`: others may write into a host's
store, and anybody can make a file. What does not fit is left out, and `loses` says so: nothing of a
person's own words goes without a word. Version 1 knew one face a day and no path.
*/
self.connectdoPlanRule = (function () {
  "use strict";
  const VERSION = 2;
  const LINE = 200; // letters of one line in a plan: the fields of the page say the same
  const MANY = 600;

  const text = (longest) => (value) => (typeof value === "string" ? value.slice(0, longest) : "");
  const matching = (rule) => (value) => (typeof value === "string" && rule.test(value) ? value : "");
  const line = text(LINE);
  const dated = (rule) => (value) => {
    const date = new Date(`${matching(rule)(value).slice(0, 10)}T00:00Z`);
    return !isNaN(date) && date.toISOString().startsWith(value.slice(0, 10)) ? value : ""; // no 31 June
  };
  const day = dated(/^\d{4}-\d\d-\d\d$/);
  const moment = dated(/^\d{4}-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d)?$/);
  const id = matching(/^[a-z][a-z0-9-]{0,29}$/); // of told/plan_words.py
  const listOf = (most, one) => (value) => (Array.isArray(value) ? value : []).slice(0, most).map(one);
  const ids = (value) => [...new Set(listOf(20, id)(value))].filter(Boolean);
  const shape = (fields) => (value) => Object.fromEntries(Object.entries(fields)
    .map(([name, read]) => [name, read(value && Object.hasOwn(value, name) ? value[name] : null)]));
  const filled = (list) => list.filter((each) => Object.values(each).some((value) => value.length));

  const wish = shape({ picture: id, words: line, step: id, stepWords: line, stage: id });
  const tried = shape({
    ref: matching(self.connectdoList.REF), name: line, // without a ref, something of their own
    next: moment, when: line, where: line, meets: line, // as the listing said when it was looked at
    looked: day, with: id, withWords: line, how: id, said: text(MANY),
  });
  const stop = shape({ // `of` is the day of the try, in `words`, that this is a talk about
    kind: id, on: day, words: line, state: matching(/^(done|skipped)$/), of: day,
  });
  const answer = shape({ picks: ids, words: text(MANY) });
  const look = shape({ // `stop` is the kind of stop that it was, and `wishes` are those of its day
    on: day, stop: id, well: answer, hard: answer, next: answer, company: answer,
    wishes: (value) => filled(listOf(3, shape({ picture: id, words: line, stage: id }))(value)),
  });
  const whole = shape({
    wishes: (value) => filled(listOf(3, wish)(value)),
    tries: (value) => listOf(20, tried)(value).filter((each) => each.name),
    days: (value) => listOf(4000, shape({ on: day, face: id, words: text(MANY) }))(value)
      .filter((each) => each.on), // ten years of them: none is to fall out at the end
    faces: listOf(5, text(30)), // a person's own words for the five faces, "" for ours
    show: matching(/^words$/), // of a day: "words" without the drawn faces
    stages: listOf(5, text(40)),
    path: shape({
      pace: id, from: day, ended: day, stops: listOf(40, stop),
      ways: listOf(3, line), // a person's own words for how much they are together, "" for ours
    }),
    looks: (value) => listOf(12, look)(value).filter((each) => each.on),
  });

  /* What turns a plan of a version into one of the next. */
  const NEXT = {
    1: (plan) => ({
      ...plan, days: Object.entries(plan.days || {}).map(([on, face]) => ({ on, face: `face-${face}` })),
    }),
  };

  const empty = () => whole(null);
  const isEmpty = (plan) => JSON.stringify(plan) === JSON.stringify(empty());

  function upgraded(version, plan) {
    let now = plan;
    for (let at = version; at < VERSION; at += 1) now = NEXT[at](now);
    return now;
  }

  /* A plan of any version, as one of ours; null where it is none, or of a version to come. */
  function ours(version, plan) {
    if (!plan || typeof plan !== "object" || Array.isArray(plan)) return null;
    if (!Number.isInteger(version) || version < 1 || version > VERSION) return null;
    try { return whole(upgraded(version, plan)); } catch { return null; }
  }

  /* Every word in a value, at any depth. */
  const words = (value) => (typeof value === "string" ? [value]
    : value && typeof value === "object" ? Object.values(value).flatMap(words) : []);

  /* Whether some of its words are in no plan of ours: too long, too many, or where nothing stands. */
  function loses(version, plan) {
    try {
      const found = new Set(words(ours(version, plan)));
      return words(upgraded(version, plan)).some((each) => each && !found.has(each));
    } catch { return true; }
  }

  return { VERSION, LINE, MANY, day, empty, isEmpty, ours, loses };
})();
