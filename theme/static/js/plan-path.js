/* What of my path is at hand, its names in words, and its changes with a way back; and the line on the
first page of a plan that says what is next.

path-rule.js says what a path is; plan-stops.js has the pages of the path and of one stop. A stop's
number is its place in plan.path.stops, or after those that of a talk about a try which nobody has
touched yet.
*/
(function () {
  "use strict";
  const rule = self.connectdoPathRule;
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const { now, dayWords } = self.connectdoDates;
  const section = page.sections.get("path");
  const choices = self.connectdoPlanWords.words;
  const wordsOf = (field, id) => (Object.hasOwn(choices[field], id) ? choices[field][id] : "");
  const OWN = { dir: "auto", translate: false }; // somebody's own words

  function made(name, fields, ...parts) {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...parts);
    return element;
  }

  // ---- days in words ----

  const today = () => now().slice(0, 10);
  const words = (day) => dayWords(Date.parse(day) / 86400000) +
    (Math.abs(rule.between(today(), day)) > 200 ? ` ${day.slice(0, 4)}` : "");
  const soon = (day) =>
    [["Today", "Tomorrow"][rule.between(today(), day)], words(day)].filter(Boolean).join(", ");

  // ---- the stops ----

  function state() {
    const { pace, from, ended } = store.plan.path;
    if (pace !== "weeks" || !from) return "own";
    return ended ? "over" : "going";
  }

  /* What a path of twelve weeks from a day has; talks about tries stay. */
  const begun = (from) => ({
    pace: "weeks", from, ended: "",
    stops: [...rule.stopsFrom(from), ...store.plan.path.stops.filter(rule.isTalk)],
  });

  /* All stops, with the talks that nobody has touched yet. */
  function listed() {
    const { path, tries } = store.plan;
    if (state() === "going" && path.stops.every(rule.isTalk)) { // of a starter plan
      store.change(() => Object.assign(path, begun(path.from)));
    }
    return [...path.stops, ...rule.talksOf(tries, path.stops, today())];
  }

  /* {stops, order, next, asked}: `order` has the numbers of those that are shown; at one's own pace
     only a talk whose day has come. */
  function shown() {
    const stops = listed();
    const at = state();
    const order = rule.inOrder(stops).filter((number) => {
      const stop = stops[number];
      if (!rule.isTalk(stop)) return at !== "own";
      return at === "going" || (rule.isOpen(stop) && stop.on <= today());
    });
    const found = at === "over" ? {} : rule.nextOf(order.map((number) => stops[number]), today());
    return { stops, order, next: order[found.next] ?? -1, asked: order[found.asked] ?? -1 };
  }

  const week = (stops, number) => stops.slice(0, number).filter((each) => !rule.isTalk(each)).length;
  /* The drawing of something that can be tapped; null in a theme without drawings. */
  function picture(id) {
    const image = section.querySelector("template").content.querySelector("img")?.cloneNode();
    if (image) image.src = image.getAttribute("src").replace(/#.*/, `#${id}`);
    return image;
  }

  function nameOf(stops, number) {
    const { kind, words: own } = stops[number];
    const said = kind === "week" ? `Week ${week(stops, number)}` : wordsOf("kind", kind) || "A stop";
    return own ? `${said}: ${own}` : said;
  }

  const way = (number) => store.plan.path.ways[number] || Object.values(choices.way)[number];

  const answered = (stop) => ({ done: "It happened", skipped: "Left out" })[stop.state] || "";

  /* A stop as a line of the path. */
  function item({ stops, next }, number) {
    const stop = stops[number];
    const part = Math.ceil(week(stops, number) / 4) - 1;
    const image = picture(stop.kind);
    const small = [
      stop.on && soon(stop.on), answered(stop),
      /week|meeting/.test(stop.kind) && way(Math.max(0, Math.min(2, part))),
    ].filter(Boolean).map((textContent) => made("small", { ...OWN, textContent }));
    const link = made("a", { href: stop.kind === "after" ? "#onwards" : `#stop=${number}` },
      ...(image ? [image] : []),
      made("span", {},
        ...(number === next ? [made("span", { className: "tag", textContent: "Next" }), made("br", {})] : []),
        made("strong", { ...OWN, textContent: nameOf(stops, number) }), ...small));
    if (number === next) link.setAttribute("aria-current", "step");
    return made("li", { className: stop.state }, link);
  }

  // ---- changes, with a way back ----

  /* What brings the path back to what it is now. */
  function back() {
    const before = JSON.stringify(store.plan.path);
    return (plan) => { plan.path = JSON.parse(before); };
  }

  /* What the page of the path says when it is shown next, beside "Undo", which does how(plan). */
  const later = (said, how) => { page.path.undo = { said, how }; };

  function take(said, how) {
    later(said, how);
    const here = !section.hidden;
    page.go("#path");
    if (here) setTimeout(() => section.querySelector("[data-if=undo] button").focus());
  }

  /* Changes a stop of all that are listed. */
  function put(number, fields) {
    const stop = listed()[number];
    store.change(({ path }) => {
      if (number < path.stops.length) Object.assign(path.stops[number], fields);
      else path.stops.push({ ...stop, ...fields });
    });
  }

  function answer(number, answer) {
    const name = nameOf(listed(), number);
    const before = back();
    put(number, { state: answer });
    const said = { done: "it happened.", skipped: "left out. That is fine." }[answer];
    take(`${name}: ${said || "open again."}`, before);
  }

  const some = (look) => look.wishes.some(({ stage }) => stage) ||
    [look.well, look.hard, look.next, look.company].some((each) => each.picks.length || each.words);

  page.path = {
    OWN, wordsOf, today, words, soon, state, begun, listed, shown, nameOf, answered, item,
    back, later, take, put, answer, some, made, picture, undo: null,
  };

  page.fills.path = (place) => {
    const { stops, next, asked } = shown();
    const number = asked < 0 ? next : asked;
    place.replaceChildren();
    if (number < 0) return;
    const { on } = stops[number];
    const name = nameOf(stops, number);
    const said = asked < 0 ? `Next: ${name}. ${soon(on)}` : `${name}. It was on ${words(on)}. Did it happen?`;
    const link = made("a", { ...OWN, href: asked < 0 ? `#stop=${number}` : "#path", className: "more", textContent: said });
    place.append(made("p", {}, link));
  };
})();
