/* The pages of my path and of one stop ("#stop=3"): begun, done, left out, taken back, moved, ended.

A day that has gone by marks nothing: the page asks about the last one. plan-path.js has what both
show; templates/components/plan-path.html the words.
*/
(function () {
  "use strict";
  const rule = self.connectdoPathRule;
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const { path } = page;
  if (!path) return; // it could not be loaded, and no step is shown
  const { today, words, soon, made } = path;
  const [section, one, onwards] = ["path", "stop", "onwards"].map((name) => page.sections.get(name));
  const find = (query, within) => within.querySelector(query);
  const each = (query, within, act) => within.querySelectorAll(query).forEach(act);

  /* Shows of a section the parts of these names, and those without one. */
  const only = (within, ...names) => each("[data-if]", within, (part) => {
    part.hidden = !names.some((name) => part.dataset.if.split(" ").includes(name));
  });

  /* The day in a field, "" where that is none or far away. */
  function dayOf(field) {
    Object.assign(field, { min: "2020-01-01", max: "2099-12-31" });
    return field.checkValidity() ? field.value : "";
  }

  // ---- the path ----

  let drawn = "";

  page.steps.path = () => {
    const { looks, path: { ended, stops: own } } = store.plan;
    const list = path.shown();
    const { stops, asked } = list;
    const state = path.state();
    const { undo } = path;
    path.undo = null;
    drawn = today();
    only(section, state, undo && "undo", asked >= 0 && "asked", looks.length > 11 ? "full" : "room",
      looks.some(path.some) && "looked", state !== "going" && !own.every(rule.isTalk) && "again");
    find(".lead", section).textContent = {
      own: "You go at your own pace. There are no dates.",
      going: "Twelve weeks with somebody. You can move each day.",
      over: ended && `It ended on ${words(ended)}. All that you did stays.`,
    }[state];
    find("ol", section).replaceChildren(...list.order.map((number) => path.item(list, number)));
    find("[data-if=looked] ul", section).replaceChildren(...looks.map((look, number) => ({ ...look, number }))
      .filter(path.some).sort((one, other) => (one.on < other.on ? 1 : -1))
      .map(({ on, number }) => made("li", {}, made("a", { href: `#look=${number}`, textContent: words(on) }))));
    find("#path-from", section).value ||= today();

    if (asked >= 0) {
      const box = find("[data-if=asked]", section);
      find("strong", box).textContent = path.nameOf(stops, asked);
      find("span", box).textContent = `It was on ${words(stops[asked].on)}. Did it happen?`;
      find("a", box).href = `#stop=${asked}`;
      each("button", box, (button) => { button.onclick = () => path.answer(asked, button.dataset.do); });
    }
    find("[data-if=undo] span", section).textContent = undo ? undo.said : "";
    find("[data-if=undo] button", section).onclick = () => {
      store.change(undo.how);
      page.show();
      page.say("It is as it was.");
      document.querySelector("main h1").focus();
    };
  };

  /* What the buttons about the whole path do, and what is said then. */
  const change = (said, fields) => () => {
    const before = path.back();
    store.change((plan) => Object.assign(plan.path, fields()));
    path.take(said, before);
  };
  find("[data-do=end]", section).onclick = change("That is fine.", () => ({ ended: today() }));
  find("[data-do=again]", section).onclick = change("It goes on.", () => ({ pace: "weeks", ended: "" }));
  find("[data-do=own]", onwards).onclick = change("From now on at your own pace.", () => ({ pace: "own" }));
  find("[data-do=begin]", section).onclick = () => {
    const from = dayOf(find("#path-from", section));
    if (from) change("Your twelve weeks are here.", () => path.begun(from))();
    else page.say("Choose a first day.");
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !section.hidden && drawn !== today()) page.show();
  });

  // ---- one stop ----

  let moved = null; // {number, from, back}: the stop that was moved on its page, and from which day

  function move(number, on) {
    const { on: from } = path.listed()[number];
    if (on === from) return;
    const back = path.back();
    path.put(number, { on });
    const { stops } = store.plan.path;
    const to = Math.min(number, stops.length - 1); // a talk has its place in the plan now
    moved ||= { number: to, from: from || on, back };
    const said = `${path.nameOf(stops, to)}: ${words(on)}.`;
    path.later(said, moved.back);
    page.go(`#stop=${to}`);
    page.say(said);
  }

  /* Those after a moved stop, by as many days. */
  function moveOthers(number) {
    store.change((plan) => {
      const { stops } = plan.path;
      const days = rule.between(moved.from, stops[number].on);
      rule.along(stops, number, moved.from).forEach((other) => { stops[other].on = rule.plus(stops[other].on, days); });
    });
  }

  page.steps.stop = (_, argument) => {
    const number = Number(argument || -1);
    const stops = path.listed();
    const stop = stops[number];
    if (!stop) return void page.go("#path");
    if (moved && moved.number !== number) moved = null;
    const name = path.nameOf(stops, number);
    const back = /half|last/.test(stop.kind);
    only(one, stop.state ? "closed" : "open", back && "back",
      moved && rule.along(stops, number, moved.from).length && "others");
    find("strong", one).textContent = name;
    find(".lead span", one).textContent = [stop.on && soon(stop.on), path.answered(stop)].filter(Boolean).join(". ");
    find("[data-if=back] a", one).href = `#look-well=${stop.kind}`;
    find("[data-do=done]", one).classList.toggle("quiet", back || stop.on > today());
    each("[data-do]", one, (button) => { button.onclick = () => path.answer(number, button.dataset.do); });
    each("[data-by]", one, (button) => {
      button.onclick = () => move(number, rule.later(stop.on, Number(button.dataset.by), today()));
    });
    each("[data-all]", one, (button) => {
      button.onclick = () => {
        const how = moved.back;
        if (button.dataset.all) moveOthers(number);
        moved = null;
        path.take(button.dataset.all ? "They have moved too." : `${name}: ${words(stop.on)}.`, how);
      };
    });
    const field = find("[type=date]", one);
    field.value = stop.on;
    field.onchange = () => { if (dayOf(field)) move(number, field.value); };
    const link = find("[data-add]", one);
    link.hidden = !stop.on || stop.on < today();
    Object.assign(link.dataset, { where: "", page: document.querySelector("[rel=canonical]").href });
    if (!link.hidden) self.connectdoCalendar({ start: stop.on, hours: "", end: rule.plus(stop.on, 1) }, link);
  };
})();
