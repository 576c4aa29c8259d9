/* A look back in a plan: four questions, then where each wish is, then all of it to read.

"#look-well" begins one, or goes on with that of today; "#look-well=half" does so for a stop of the path.
A look keeps the wishes of its day: one that goes later does not take its past. Nothing is counted.
templates/components/plan-look.html says what stands where; plan-ask.js asks.
*/
(function () {
  "use strict";
  const MOST = 12;
  const QUESTIONS = ["well", "hard", "next", "company"];
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  if (!page.ask) return; // it could not be loaded, and no step is shown
  const { OWN, wordsOf, today, words: dayIn, some, made, take } = page.path;
  const { ask, askStage, stageIn, earlier } = page.ask;
  const { words } = self.connectdoPlanWords;
  const same = (one) => (other) => one.picture === other.picture && one.words === other.words;
  const lookOf = (number) => (/^\d+$/.test(number) ? store.plan.looks[number] : undefined);

  /* The number of today's look, which is begun where there is none; -1 where there are too many. Those
     without an answer go. */
  function begun(stop) {
    let number = -1;
    store.change((plan) => {
      const { wishes } = plan;
      const looks = plan.looks.filter(some);
      plan.looks = looks;
      number = looks.findLastIndex((look) => look.on === today());
      if (number < 0 && looks.length < MOST) {
        const answers = Object.fromEntries(QUESTIONS.map((name) => [name, { picks: [], words: "" }]));
        number = looks.push({ on: today(), stop: "", ...answers, wishes: [] }) - 1;
      }
      if (number < 0) return;
      const look = looks[number];
      look.stop = stop || look.stop;
      look.wishes = look.wishes.filter((each) => each.stage);
      look.wishes.push(...wishes.filter((wish) => !look.wishes.some(same(wish)))
        .map((wish) => ({ picture: wish.picture, words: wish.words, stage: "" })));
      look.wishes.length = Math.min(3, look.wishes.length);
    });
    return number;
  }

  QUESTIONS.forEach((name, place) => {
    page.steps[`look-${name}`] = (section, argument) => {
      const begins = ["", "half", "last"].includes(argument);
      const number = begins ? String(begun(argument)) : argument;
      const look = lookOf(number);
      if (!look) return void page.go("#path");
      if (begins) history.replaceState(null, "", `#look-${name}=${number}`); // to come back to this one
      const last = look.wishes.length ? `#look-wish=${number}.0` : `#look=${number}`;
      const onward = place < 3 ? `#look-${QUESTIONS[place + 1]}=${number}` : last;
      const part = `looks.${number}.${name}`;
      ask(section, "Tap what fits.", "checkbox", Object.entries(words[name]), `${part}.picks`, `${part}.words`, onward);
    };
  });

  page.steps["look-wish"] = (section, argument) => {
    const [number, place] = argument.split(".").map(Number); // a number that is none finds nothing
    const { looks } = store.plan;
    const wish = looks[number]?.wishes[place];
    if (!wish) return void page.go("#path");
    const part = `looks.${number}.wishes.${place}.stage`;
    const more = place + 1 < looks[number].wishes.length;
    const onward = more ? `#look-wish=${number}.${place + 1}` : `#look=${number}`;
    askStage(section, wish, `#look-wish=${argument}`, part, onward);
    section.onchange = ({ target }) => {
      if (number < looks.length - 1) return;
      store.change((plan) => plan.wishes.filter(same(wish)).forEach((each) => { each.stage = target.value; }));
    };
    earlier.append(...looks.slice(0, number).flatMap((look) =>
      look.wishes.filter((each) => each.stage && same(wish)(each)).map((each) => {
        const now = look.on.slice(0, 7) === today().slice(0, 7);
        const when = now ? `On ${dayIn(look.on)}` : `In ${dayIn(look.on).replace(/^\w+ \d+ /, "")}`;
        return made("li", { ...OWN, textContent: `${when}: ${stageIn(each.stage)}` });
      })));
  };

  page.steps.look = (section, argument) => {
    const look = lookOf(argument);
    if (!look) return void page.go("#path");
    if (look.stop && look.on === today() && some(look)) {
      store.change((plan) => plan.path.stops.filter((stop) => stop.kind === look.stop && !stop.state)
        .forEach((stop) => { stop.state = "done"; }));
    }
    section.querySelector(".lead").textContent = dayIn(look.on);
    const parts = QUESTIONS.map((name) => [
      page.sections.get(`look-${name}`).dataset.heading,
      [...look[name].picks.map((id) => wordsOf(name, id)), look[name].words],
    ]);
    parts.push(["Where it is", look.wishes.map((each) => each.stage && `${page.nameOf(each)}: ${stageIn(each.stage)}`)]);
    const all = parts.map(([heading, lines]) => [heading, lines.filter(Boolean)]).filter(([, lines]) => lines.length);
    section.querySelector("div").replaceChildren(...all.flatMap(([heading, lines]) => [
      made("h2", { textContent: heading }),
      made("ul", {}, ...lines.map((each) => made("li", { ...OWN, textContent: each }))),
    ]), ...(all.length ? [] : ["Nothing is here yet. That is fine."]));
    const [, onward, again] = section.querySelectorAll(".row a");
    onward.href = look.stop === "last" ? "#onwards" : "#path";
    again.href = `#look-well=${argument}`;
    section.querySelector("button").onclick = () => {
      const before = JSON.stringify(store.plan.looks);
      store.change((plan) => { plan.looks = plan.looks.filter((each) => each !== look); });
      take("That look back is taken out.", (plan) => { plan.looks = JSON.parse(before); });
    };
  };
})();
