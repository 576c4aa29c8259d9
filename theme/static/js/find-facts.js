/* What passes the finder's choices: the facts of the listings, asked on the reader's own device.

finder.js loads this on first use. It knows no page: choices come in, and rows and counts go out.
The facts are those of <borough>/facets.js (device/finder_facts.py); what a choice asks of them is written
in derive/filtering.py; tests/fixtures/cases/filtering.yml holds the two together. A row is {ref,
place, at, card, open, rank, next, miles, words, score, …}; its card is a file's name and a number.
*/

/* Between two [latitude, longitude], and in words, as derive/places.py does:
tests/fixtures/cases/distances.yml holds the two together. */
self.connectdoMiles = {
  between(one, other) {
    const east = (other[1] - one[1]) * Math.cos(((one[0] + other[0]) / 2) * (Math.PI / 180));
    // Miles in a degree from south to north.
    return Math.hypot(other[0] - one[0], east) * 69.093;
  },
  words(miles) {
    if (miles < 0.1) return "very near";
    const parts = miles < 2 ? 10 : miles < 10 ? 2 : 1;
    const rounded = Math.floor(miles * parts + 0.5) / parts;
    return `about ${rounded} ${rounded === 1 ? "mile" : "miles"}`;
  },
};

self.connectdoFindFacts = function (finder) {
  "use strict";
  const { choices, groups, justOver } = finder;
  const DAYS = [0, 1, 2, 3, 4, 5, 6];
  // Of several words a match has them all, or counts at least this share of what the best one does.
  const ENOUGH = 0.45;
  // What a word counts where it says what, where, when or how a thing is: find-words.js weighs it.
  const MET = 2.5;
  const UNSURE = 0.9; // what a match weighs whose details nobody checked lately
  const DATED = ["today", "week"]; // only the clock can tell
  const rows = new Map(); // by reference
  const dates = self.connectdoDates;
  let allOf = []; // groups of which everything that is ticked must be true; else one is enough
  let parts = []; // of a day, in the order of their bits
  let measured = false; // from nowhere, a chosen distance asks nothing
  let everywhere = false; // nothing over the border is too far

  const has = (names, value, bits) => names.includes(value) && bits >> names.indexOf(value) & 1;

  /* 1 where it is true, 0 where not, 2 where nobody said. */
  const ASKS = {
    in: (row, f, at, value) => row.in.includes(value),
    area: (row, f, at, value) => f.areas[f.area[at]] === value,
    kind: (row, f, at, value) => f.kinds[f.kind[at]] === value,
    interest: (row, f, at, value) => row.interests.includes(value),
    is: (row, f, at, value) => (value === "home"
      ? has(f.flags, "online", f.flag[at]) || has(f.flags, "by-phone", f.flag[at])
      : has(f.flags, value, f.flag[at])),
    access: (row, f, at, value) => (has(f.access, value, f.yes[at]) ? 1
      : has(f.access, value, f.no[at]) ? 0 : 2),
    who: (row, f, at, value) => has(f.people, value, f.who[at]),
    language: (row, f, at, value) => has(f.languages, value, f.language[at]),
    age: (row, f, at, value) => {
      const [low, high] = value.split("-").map(Number);
      return !f.ages[at] || (f.ages[at][0] <= high && (f.ages[at][1] || 999) >= low);
    },
    day: () => 0, // the times are asked together
    part: () => 0,
  };

  const weekLater = (now) =>
    new Date(Date.parse(`${now.slice(0, 10)}T00:00Z`) + 7 * 864e5).toISOString().slice(0, 10);

  /* Takes in the file of a borough. What two boroughs show is one row. */
  function read(place, f) {
    const now = dates.now();
    ({ allOf, parts } = f);
    f.id.split(" ").filter(Boolean).forEach((id, at) => {
      const ref = id.includes("/") ? id : `${place.id}/${id}`;
      const card = [`${place.id}-${Math.floor(at / f.inPiece)}`, at % f.inPiece];
      const known = rows.get(ref);
      if (known) {
        known.in.push(place.id);
        if (known.over && !place.over) Object.assign(known, { over: false, place, at, card });
        choices.forEach(({ index, group, value }) => {
          if (group === "in") known.fits[index] = Number(known.in.includes(value));
        });
        return;
      }
      const rule = f.ahead[at] ? `${f.from} ${f.ahead[at]}` : "";
      const next = rule ? dates.timesOf(rule, now).find(({ end }) => end > now) : null;
      const row = {
        ref, place, at, card, rule, over: place.over, in: [place.id], words: [], score: 0,
        interests: f.interest[at].map((number) => f.interests[number]),
        open: Number(f.states[f.state[at]] === "active"),
        rank: Number(f.rank[at]),
        time: f.time[at],
        next: next ? next.start : "",
        today: Boolean(next) && next.start.slice(0, 10) <= now.slice(0, 10),
        week: Boolean(next) && next.start.slice(0, 10) < weekLater(now),
        point: f.place[at] && [0, 1].map((axis) => (f.origin[axis] + f.place[at][axis]) * f.step),
        fits: new Uint8Array(choices.length),
      };
      choices.forEach(({ index, group, value }) => {
        row.fits[index] = Number(ASKS[group](row, f, at, value));
      });
      rows.set(ref, row);
    });
  }

  /* How far each is from a [latitude, longitude], or from nowhere. */
  function measure(point) {
    measured = Boolean(point);
    rows.forEach((row) => {
      row.miles = point && row.point ? self.connectdoMiles.between(point, row.point) : undefined;
    });
  }

  /* What lies over the border is here where it is near enough. */
  const inReach = (row, { miles }) => everywhere || !row.over || row.miles <= (Number(miles) || justOver);

  /* Writes into the rows which words each has, and how well; says {asked, most: how many of them
     anything in reach has, unmet: those that nothing in reach has but in its story}, null without
     words. What has too little of them has none. */
  function takeWords(answer, state) {
    const { asked, found } = answer || { asked: [], found: new Map() };
    const here = [...rows.values()].filter((row) => inReach(row, state));
    const enough = ENOUGH * Math.max(...here.map(({ ref }) => found.get(ref)?.score || 0));
    rows.forEach((row) => {
      const { words, score } = found.get(row.ref) || { words: [], score: 0 };
      row.words = words.length === asked.length || score >= enough ? words : [];
      row.score = score * (row.rank ? UNSURE : 1);
    });
    if (!asked.length) return null;
    const met = here.flatMap(({ ref }) => {
      const { words, weights } = found.get(ref) || { words: [] };
      return words.filter((word, at) => weights[at] >= MET);
    });
    return {
      asked,
      most: Math.max(...here.map(({ words }) => words.length)),
      unmet: asked.filter((word) => !met.includes(word)),
    };
  }

  /* The bits of these days at these parts of the day; none named is all. */
  function mask(days, times) {
    let bits = 0;
    (days.length ? days : DAYS).forEach((day) => (times.length ? times : parts).forEach((part) => {
      bits |= 1 << (Number(day) * parts.length + parts.indexOf(part));
    }));
    return bits;
  }

  const isOfAll = (group) => allOf.includes(group);

  /* What passes; and for every choice how many would, were it ticked too, or alone of its group. */
  function look(state, words) {
    const { day = [], part = [] } = state;
    const now = [(new Date(`${dates.now().slice(0, 10)}T00:00Z`).getUTCDay() + 6) % 7];
    const onToday = state.is.includes("today");
    const inWeek = state.is.includes("week");
    const limited = day.length || part.length;
    const bitsNow = mask(day, part);
    const bitsToday = mask(now, part);
    const when = (row, today, week) => (!limited || row.time & bitsNow) && (!week || row.week) &&
      (!today || (row.today && row.time & bitsToday));
    const asked = [["when", (row) => when(row, onToday, inWeek)]];
    const fit = (row, index) => row.fits[index] === 1 || (state.unknown && row.fits[index] === 2);
    groups.forEach((group) => {
      const ticked = choices.filter((each) => each.group === group && !DATED.includes(each.value) &&
        state[group].includes(each.value));
      if (!ticked.length || group === "day" || group === "part") return;
      if (isOfAll(group)) ticked.forEach(({ index }) => asked.push([index, (row) => fit(row, index)]));
      else asked.push([group, (row) => ticked.some(({ index }) => row.fits[index])]);
    });
    if (words) asked.push(["q", (row) => row.words.length]);
    if (state.miles && measured) asked.push(["miles", (row) => row.miles <= Number(state.miles)]);

    const hits = [];
    const counts = choices.map(() => 0);
    const bits = choices.map(({ group, value }) => (group === "day" ? mask([value], part)
      : group === "part" ? mask(day, [value]) : 0));
    const todayAt = choices.map(({ group, value }) => (group === "part" ? mask(now, [value]) : bitsToday));
    rows.forEach((row) => {
      if (!inReach(row, state)) return;
      let failed = 0;
      let which;
      for (const [key, ok] of asked) {
        if (!ok(row)) {
          failed += 1;
          which = key;
          if (failed > 1) return;
        }
      }
      if (!failed) hits.push(row);
      choices.forEach(({ index, group, value }) => {
        let yes = false;
        if (bits[index]) {
          yes = (!failed || which === "when") && row.time & bits[index] &&
            (!inWeek || row.week) && (!onToday || (row.today && row.time & todayAt[index]));
        } else if (DATED.includes(value)) {
          yes = (!failed || which === "when") &&
            when(row, onToday || value === "today", inWeek || value === "week");
        } else if (isOfAll(group)) yes = !failed && fit(row, index);
        else yes = (!failed || which === group) && row.fits[index];
        if (yes) counts[index] += 1;
      });
    });
    return { hits, counts };
  }

  const best = (one, other) => other.score - one.score || one.rank - other.rank || one.at - other.at;
  const ORDER = {
    soonest: (one, other) => (one.next || "9").localeCompare(other.next || "9"),
    nearest: (one, other) => (one.miles ?? 999) - (other.miles ?? 999),
  };

  /* Best match, soonest or nearest first; what is not open now stands last in each. */
  function inOrder(hits, sort) {
    const order = ORDER[sort] || best;
    return hits.sort((one, other) => other.open - one.open || order(one, other) || best(one, other));
  }

  /* The nearest thing over the border that fits all of it, however far; else undefined. */
  function nextDoor(state) {
    everywhere = true;
    try {
      const { hits } = look({ ...state, miles: "" }, null);
      return inOrder(hits, "nearest").find(({ over, open }) => over && open);
    } finally {
      everywhere = false;
    }
  }

  /* The states that would find something, each with one thing less than this; where there is none,
     each with one thing alone ("only"). Most found first. */
  function waysOut(state, words) {
    const found = [];
    const offer = (group, values, without, kept) => {
      const { hits } = look(without, kept);
      const miles = measured ? Math.min(...hits.map((row) => row.miles ?? 999)) : 999;
      if (hits.length) found.push({ group, values, without, number: hits.length, miles });
    };
    groups.forEach((group) => {
      const all = state[group];
      const drop = (values) => offer(group, values,
        { ...state, [group]: all.filter((value) => !values.includes(value)) }, words);
      if (isOfAll(group)) all.forEach((value) => drop([value]));
      else if (all.length) drop(all);
    });
    if (state.miles) offer("miles", [state.miles], { ...state, miles: "" }, words);
    if (words) offer("q", [state.q], { ...state, q: "" }, null);
    if (!found.length) {
      // No one of them is to blame: then one is kept, and all others go.
      const none = { ...state, q: "", miles: "" };
      groups.forEach((group) => { none[group] = []; });
      groups.forEach((group) => {
        const values = state[group];
        if (values.length) offer(group, values, { ...none, [group]: values }, null);
      });
      found.forEach((each) => { each.only = true; });
    }
    return found.sort((one, other) => other.number - one.number);
  }

  return {
    isOfAll, rows, read, measure, inReach, takeWords, mask, look, inOrder, nextDoor, waysOut,
  };
};
