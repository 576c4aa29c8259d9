/* "Help me choose": one short question at a time, and then at most six things to try.

The answers stand after "#" and go nowhere: "#in=lambeth&area=out-and-about&when=morning&help=free".
"any" is for who does not mind. What fits is worked out at build (derive/scoring.py); choosing.js
suggests. What the page must hold is written in templates/choose.html.
*/
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const box = byId("choose");
  if (!box) return;
  const { load, sheetOf } = self.connectdoSheetsOf(box);
  const heading = byId("choose-question");
  const step = byId("choose-step");
  const lead = byId("choose-lead");
  const status = byId("choose-status");
  const back = byId("choose-back").querySelector("a");
  const first = { heading: heading.textContent, lead: lead.textContent, title: document.title };
  const home = back.getAttribute("href");
  const site = document.title.split(" – ").pop();

  // ---- what may be answered, as the page says it ----

  const words = {}; // what an answer is called
  const inside = (id) => byId(id).content;
  const links = [...box.querySelectorAll(".boroughs a")];
  const boroughs = links.map((link) => /([^/]+)\/(index\.html)?$/.exec(link.pathname)[1]);
  links.forEach((link, at) => {
    words[boroughs[at]] = link.textContent;
    link.href = `#in=${boroughs[at]}`;
  });
  box.querySelector(".choices a").href = "#in=any";
  const start = [...box.childNodes];
  const areas = [...inside("ask-area").querySelectorAll(".areas a")].map((link) => {
    const id = link.getAttribute("href").slice("#area=".length);
    words[id] = link.querySelector("strong").textContent;
    return id;
  });
  const wishesOf = (id) => [...inside(id).querySelectorAll("[data-wish]")].map((each) => {
    const { wish, met, open } = each.dataset;
    words[wish] = each.textContent.trim();
    return { wish, met, open };
  });
  const times = wishesOf("ask-when");
  const helps = wishesOf("ask-help");
  const rule = self.connectdoChoosing(
    { boroughs, areas, times, helps, needed: box.dataset.needed.split(" ") });
  const { QUESTIONS, linkTo } = rule;
  const without = (answers, key) => linkTo({ ...answers, [key]: "", more: 0 });

  /* Everything of the boroughs, once; null where a file could not be loaded. */
  async function choicesIn(names) {
    const loaded = await Promise.all(names.map((name) => load(`${box.dataset.choices}${name}.js`)));
    return loaded.includes(false) ? null : rule.choicesIn(names, self.connectdoChoices);
  }

  // ---- the page ----

  let turn = 0;
  let ticked = []; // what would help, to be ticked still when the question comes again

  function ask(question, answers) {
    const at = QUESTIONS.indexOf(question);
    const template = byId(`ask-${question}`);
    step.textContent = `Question ${at + 1} of ${QUESTIONS.length}`;
    heading.textContent = template ? template.dataset.question : first.heading;
    lead.textContent = template ? template.dataset.lead : first.lead;
    box.textContent = "";
    if (!template) box.append(...start);
    else {
      box.append(document.importNode(template.content, true));
      box.querySelectorAll('a[href^="#"]').forEach((link) => {
        const [, value] = link.getAttribute("href").split("=");
        link.href = linkTo({ ...answers, [question]: value });
      });
      const form = box.querySelector("form");
      if (form) {
        form.querySelectorAll("input").forEach((each) => { each.checked = ticked.includes(each.value); });
        form.onsubmit = (event) => {
          event.preventDefault();
          ticked = [...form.querySelectorAll(":checked")].map((each) => each.value);
          location.hash = linkTo({ ...answers, help: ticked.join(",") || "any" });
        };
      }
    }
    back.href = at ? without(answers, QUESTIONS[at - 1]) : home;
    back.textContent = "Go back";
  }

  function card(choice, sheet, why) {
    const item = document.importNode(byId("choose-card").content, true).firstElementChild;
    const [borough, id] = choice.ref.split("/");
    const example = sheet.states.find(([kind]) => kind === "example");
    const facts = {
      ...sheet, why, example: example && example[1],
      state: sheet.states.filter((each) => each !== example).map(([, label]) => label).join(" · "),
      cost: [sheet.cost, sheet.join].filter(Boolean).join(" · "),
    };
    item.querySelectorAll("[data-fact]").forEach((place) => {
      const fact = facts[place.dataset.fact];
      if (fact) place.textContent = fact;
      else place.remove();
    });
    item.querySelectorAll("[data-drawing]").forEach((drawing) => {
      if (drawing.dataset.drawing !== choice.area) drawing.remove();
    });
    const tile = item.querySelector(".tile");
    if (sheet.next) {
      if (sheet.ahead) tile.dataset.ahead = sheet.ahead;
      self.connectdoDates.leaf(tile.querySelector("time"), sheet.next[0]);
    } else tile.remove();
    item.firstElementChild.classList.add(choice.area);
    item.querySelector("a").href =
      `${box.dataset.root}${borough}/listing/${id}/${location.protocol === "file:" ? "index.html" : ""}`;
    return item;
  }

  async function answer(answers, mine) {
    step.textContent = "Ideas for you";
    heading.textContent = "You could try these";
    lead.textContent = "";
    box.textContent = "";
    back.textContent = "Start again";
    back.href = "#";
    status.textContent = "Looking …";
    const chosen = rule.chosenBy(answers);
    const choices = await choicesIn(answers.in === "any" ? boroughs : [answers.in]);
    let picks = [];
    const shown = new Set();
    for (let page = 0; choices && page <= answers.more; page += 1) {
      picks = rule.suggest(choices, chosen, shown, self.connectdoMostChosen);
      picks.forEach(({ ref }) => shown.add(ref));
    }
    const sheets = await Promise.all(picks.map(({ ref }) => sheetOf(ref)));
    if (mine !== turn) return;
    const page = document.importNode(inside("choose-answer"), true);
    const said = page.querySelector("[data-said]");
    QUESTIONS.forEach((question) => {
      const link = document.createElement("a");
      const item = document.createElement("li");
      const { question: asked } = (byId(`ask-${question}`) || { dataset: {} }).dataset;
      const value = answers[question].split(",").map((each) => words[each]).join(", ");
      link.href = without(answers, question);
      link.textContent = "Change: " +
        (answers[question] === "any" ? `${asked || first.heading} I don’t mind` : value);
      item.append(link);
      said.append(item);
    });
    const list = page.querySelector("[data-cards]");
    const cards = sheets.map(({ sheet }, at) => sheet && card(picks[at], sheet, rule.whyOf(picks[at], chosen)));
    list.append(...cards.filter(Boolean));
    const failed = !choices || sheets.some(({ sheet }) => sheet === undefined);
    const number = list.children.length;
    const rest = choices ? rule.suggest(choices, chosen, shown, self.connectdoMostChosen).length : 0;
    const more = page.querySelector("[data-more]");
    more.href = linkTo({ ...answers, more: answers.more + 1 });
    if (failed) {
      more.textContent = "Try again";
      more.onclick = (event) => {
        event.preventDefault();
        open(event);
      };
    } else if (!rest) more.remove();
    box.append(page);
    document.dispatchEvent(new Event("connectdo-dates"));
    if (failed) {
      heading.textContent = "That did not load";
      status.textContent = "You may be offline. Try again in a moment. Your answers are still here.";
    } else if (!number) {
      heading.textContent = "Nothing fits all of that yet";
      status.textContent = "Change one answer, and see what there is.";
    } else {
      status.textContent = `${self.connectdoDates.things(number)} for you.` +
        `${rest ? "" : " That is all we have for these answers."}`;
    }
  }

  function open(event) {
    if (location.hash && !location.hash.includes("=")) return; // "#main" is a place on this page
    turn += 1;
    const answers = rule.answersIn(location.hash);
    const question = QUESTIONS.find((each) => !answers[each]);
    status.textContent = "";
    box.classList.toggle("answering", !question);
    if (question) ask(question, answers);
    else {
      ticked = answers.help.split(",");
      answer(answers, turn);
    }
    document.title = question === "in" ? first.title
      : `${heading.textContent} – Help me choose – ${site}`;
    if (event) heading.focus();
  }

  window.addEventListener("hashchange", open);
  open();
})();
