/* What a path of twelve weeks is: its stops, how they move, and which is next; nothing of a page.

A stop is that of plan-rule.js. A day is "2026-11-03", or "" for none: days are counted as a calendar
does, so no clock matters. A day that goes by marks nothing. tests/fixtures/cases has none of this:
only this script works it out, and tests/device/test_plan_path.py has its table.
*/
self.connectdoPathRule = (function () {
  "use strict";
  const DAY = 86400000;
  const KINDS = "hello meeting week week week week half week week week week week last after".split(" ");

  const between = (from, to) => (Date.parse(to) - Date.parse(from)) / DAY;
  const isTalk = (stop) => stop.kind === "talk";
  const isOpen = (stop) => Boolean(!stop.state && stop.on);

  /* So many days after a day; the day itself where years have more than four figures. */
  function plus(day, days) {
    const later = new Date(Date.parse(day) + days * DAY).toISOString();
    return /^\d{4}-/.test(later) ? later.slice(0, 10) : day;
  }

  /* A first meeting in the week after hello, a look back at six weeks, a last meeting at twelve. */
  const stopsFrom = (from) => KINDS.map((kind, week) =>
    ({ kind, on: kind === "after" ? "" : plus(from, 7 * week), words: "", state: "", of: "" }));

  /* A stop so many days later: after today, where its own day is over. */
  const later = (on, days, today) => plus(on && on > today ? on : today, days);

  /* Their numbers by day; those without one come last. */
  const inOrder = (stops) => [...stops.keys()].sort((one, other) => {
    const [first, second] = [stops[one].on || "~", stops[other].on || "~"];
    return first < second ? -1 : first > second ? 1 : one - other;
  });

  /* The numbers of the stops that can move along when one moves away from a day. */
  const along = (stops, number, from) => isTalk(stops[number]) ? [] : [...stops.keys()].filter((each) =>
    each !== number && isOpen(stops[each]) && !isTalk(stops[each]) && stops[each].on > from);

  /* A talk on the morning after each try, up to a week later, where the stops have none about it. */
  const talksOf = (tries, stops, today) => tries
    .filter(({ next, how }) => next && how !== "not-this-time")
    .map(({ next, name }) => ({ kind: "talk", on: plus(next.slice(0, 10), 1), words: name, state: "", of: next.slice(0, 10) }))
    .filter(({ on, of, words }) => between(on, today) <= 7 &&
      !stops.some((stop) => isTalk(stop) && stop.of === of && stop.words === words));

  /* {next, asked}: the numbers of the next stop, and of one to ask about since its day is over; or -1.
     Nobody is asked about what lies before a stop that has its answer. */
  function nextOf(stops, today) {
    const order = inOrder(stops).filter((each) => stops[each].on);
    const answered = order.findLastIndex((each) => stops[each].state && !isTalk(stops[each]));
    const over = order.slice(answered + 1).filter((each) => isOpen(stops[each]) && stops[each].on < today);
    const next = order.find((each) => isOpen(stops[each]) && stops[each].on >= today);
    return { next: next ?? -1, asked: over.pop() ?? -1 };
  }

  return { between, isTalk, isOpen, plus, stopsFrom, later, inOrder, along, talksOf, nextOf };
})();
