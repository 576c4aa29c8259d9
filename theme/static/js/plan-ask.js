/* What the later steps of a plan ask with: pictures to tap, of the words in plan-words.js, and own words; where a
wish is now ("#stage=1"); and a person's own words in place of ours ("#stages", "#ways").

What is asked with stands once in templates/components/plan-look.html, and moves to the step that is shown.
*/
(function () {
  "use strict";
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  if (!page.path) return; // it could not be loaded, and no step is shown
  const { words } = self.connectdoPlanWords;
  const [asks, owns] = ["look-asks", "own-words"].map((id) => document.getElementById(id));
  const find = (query, within = asks) => within.querySelector(query);
  const cloned = (template) => template.content.firstElementChild.cloneNode(true);
  const own = find("textarea");
  const other = find("[href='#stages']");
  let asked = "#home"; // where a stage was last asked for

  /* Puts what a step asks with into its section: choices as [id, words], each bound to a part of the plan;
     own words too, where there are some; and where it goes on. */
  function ask(section, name, kind, choices, plan, ownWords, onward) {
    section.append(asks);
    find(".lead").textContent = name;
    find(".picks").replaceChildren(...choices.map(([id, said]) => {
      const item = cloned(find("template", page.sections.get("path")));
      Object.assign(find("input", item), { type: kind, value: id }).dataset.plan = plan;
      find("img", item)?.replaceWith(page.path.picture(id));
      Object.assign(find("span", item), { textContent: said, translate: false });
      return item;
    }));
    find("div + ul").replaceChildren();
    page.people(own, false);
    own.parentNode.hidden = !ownWords;
    if (ownWords) own.dataset.plan = ownWords;
    else delete own.dataset.plan;
    other.hidden = Boolean(ownWords);
    asks.querySelectorAll(".row a").forEach((each) => { if (each !== other) each.href = onward; });
  }

  /* The stages as [id, words, ours]: the words are a person's own, or ours. */
  const stages = () => Object.entries(words.stage)
    .map(([id, ours], number) => [id, store.plan.stages[number] || ours, ours]);

  /* The words of a stage within a sentence. */
  function stageIn(id) {
    const [, said, ours] = stages().find(([each]) => each === id) || ["", "", ""];
    return said === ours ? said.charAt(0).toLowerCase() + said.slice(1) : said;
  }

  function askStage(section, wish, here, plan, onward) {
    asked = here;
    ask(section, page.nameOf(wish), "radio", stages(), plan, "", onward);
  }

  page.ask = { ask, askStage, stageIn, earlier: find("div + ul") };

  page.steps.stage = (section, argument) => {
    // From the page of a wish, which knows its number.
    const number = argument || (document.getElementById("step-own").dataset.plan || "").split(".")[1];
    const wish = /^\d$/.test(number) && store.plan.wishes[number];
    if (!wish) return void page.go("#home");
    if (!argument) history.replaceState(null, "", `#stage=${number}`); // to come back to this one
    askStage(section, wish, `#stage=${number}`, `wishes.${number}.stage`, `#wish=${number}`);
  };

  function ownWords(section, plan, lines, onward) {
    section.append(owns);
    find("a", owns).href = onward;
    find("div", owns).replaceChildren(...lines.map((ours, number) => {
      const field = cloned(find("template", owns));
      const id = `own-${number}`;
      Object.assign(find("label", field), { textContent: ours, htmlFor: id });
      Object.assign(find("input", field), { id }).dataset.plan = `${plan}.${number}`;
      return field;
    }));
  }

  page.steps.stages = (section) => ownWords(section, "stages", Object.values(words.stage), asked);
  page.steps.ways = (section) => ownWords(section, "path.ways", Object.values(words.way)
    .map((ours, part) => `Weeks ${4 * part + 1} to ${4 * part + 4}: ${ours}`), "#path");
})();
