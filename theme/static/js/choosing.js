/* What "help me choose" suggests, and how its answers stand in an address: the rule without a page.

It suggests as derive/choosing.py does; tests/fixtures/cases/choosing.yml holds the two together.
`wishes` are what may be wished, each {wish, met, open}, in the order of the bits of a choice
(device/choices.py); `needed` are those that are never left out. choose.js is the page.
*/
self.connectdoChoosing = function (page) {
  "use strict";
  const { boroughs, areas, times, helps, needed } = page;
  const QUESTIONS = ["in", "area", "when", "help"];
  const wishes = [...times, ...helps];
  const idsOf = (some) => some.map(({ wish }) => wish);
  const known = { in: boroughs, area: areas, when: idsOf(times), help: idsOf(helps) };

  // ---- answers in an address: "#in=lambeth&area=out-and-about&when=morning&help=free" ----

  function answersIn(hash) {
    const given = new URLSearchParams(hash.slice(1));
    const answers = {};
    QUESTIONS.forEach((question) => {
      const parts = (given.get(question) || "").split(",");
      const good = known[question].filter((each) => parts.includes(each));
      if (parts[0] === "any") answers[question] = "any";
      else if (good.length) answers[question] = question === "help" ? good.join(",") : good[0];
    });
    answers.more = Math.min(Math.max(Math.trunc(given.get("more")), 0) || 0, 50);
    return answers;
  }

  const linkTo = (answers) => "#" + [...QUESTIONS, "more"].filter((key) => answers[key])
    .map((key) => `${key}=${answers[key]}`).join("&");

  /* What was chosen by the answers: an area or "", and wishes. */
  const chosenBy = ({ area, when, help }) => ({
    area: area === "any" ? "" : area,
    wished: [when, ...help.split(",")].filter((wish) => wish !== "any"),
  });

  // ---- choosing ----

  /* The things of these boroughs, each once, from their files. */
  function choicesIn(names, files) {
    const found = new Map();
    names.forEach((name) => files[name].forEach(([id, area, bits, score]) => {
      const ref = id.includes("/") ? id : `${name}/${id}`;
      found.set(ref, { ref, area: areas[area], fits: idsOf(wishes.filter((wish, bit) => bits >> bit & 1)), score });
    }));
    return [...found.values()];
  }

  /* At most `most.all`, of an area that was chosen at most `most.area`, without those in `shown`. */
  function suggest(choices, { area, wished }, shown, most) {
    let pool = choices.filter((each) => !shown.has(each.ref) &&
      wished.every((wish) => !needed.includes(wish) || each.fits.includes(wish)));
    const taken = {};
    const found = [];
    const key = (each) => [
      wished.filter((wish) => !each.fits.includes(wish)).length, taken[each.area] || 0, -each.score];
    const before = (one, other) => {
      const [a, b] = [key(one), key(other)];
      const at = a.findIndex((part, place) => part !== b[place]);
      return at < 0 ? one.ref < other.ref : a[at] < b[at];
    };
    const pick = (wanted, number) => {
      while (found.length < number) {
        const rest = pool.filter(wanted);
        if (!rest.length) return;
        const best = rest.reduce((one, other) => (before(other, one) ? other : one));
        taken[best.area] = (taken[best.area] || 0) + 1;
        found.push(best);
        pool = pool.filter((each) => each !== best);
      }
    };
    if (area) {
      pick((each) => each.area === area, most.area);
      pick((each) => each.area !== area, most.all);
    }
    pick(() => true, most.all);
    return found;
  }

  /* "Something different · In the morning · Free": what speaks for a suggestion. */
  function whyOf(choice, { area, wished }) {
    const fits = ({ wish }) => choice.fits.includes(wish);
    const said = wishes.filter(({ wish }) => wished.includes(wish));
    const met = (said.length ? said.filter(fits) : helps.filter(fits).slice(0, 2)).map((each) => each.met);
    const open = said.filter((each) => !fits(each)).map((each) => each.open);
    const other = area && choice.area !== area ? ["Something different"] : [];
    return [...other, ...met, ...open].join(" · ");
  }

  return { QUESTIONS, answersIn, linkTo, chosenBy, choicesIn, suggest, whyOf };
};
