/* What a plan holds in plain words: for paper, for a file, and to look at before something is put here;
and the step "hand".

Of each part that somebody may show, the plan's fields in it; of each thing its name, and its lines as
[label, fields …]. The words of what can be tapped come from data/plan-words.js. A field that is not
named here is told as it stands, so that nothing is lost. What the page must hold is written in
templates/components/plan-hand.html.
*/
(function () {
  "use strict";
  const { steps, sections, say } = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const rule = self.connectdoPlanRule;
  const { now, dayWords, hoursWords } = self.connectdoDates;
  const { words } = self.connectdoPlanWords;

  const PARTS = {
    wishes: ["wishes", "stages"], tries: ["tries"], path: ["path", "looks"], days: ["days", "faces", "show"],
  };
  const NAMES = {
    wishes: ["words", "picture"], tries: ["name"], path: ["pace"], stops: ["words", "kind"],
    looks: ["on", "stop"], days: ["on"],
  };
  const LINES = {
    wishes: [["A first small step", "step", "stepWords"], ["Where it is", "stage"]],
    tries: [
      ["Next time", "next"], ["When", "when"], ["Where", "where"], ["Who meets me", "meets"],
      ["Who comes with me", "with", "withWords"], ["How it went", "how", "said"], ["Looked up on", "looked"],
    ],
    path: [["First day", "from"], ["Ended on", "ended"]],
    stops: [["Day", "on"], ["", "state"], ["About", "of"]],
    looks: [
      ["What went well", "well"], ["What was hard", "hard"], ["What next", "next"],
      ["Would I still like company", "company"], ["Where each wish was", "wishes"],
    ],
    days: [["", "face", "words"]],
  };
  const OWN = { stages: "stage", faces: "face", ways: "way" }; // lists of somebody's own words for ours
  const DAYS = "on from ended looked of next".split(" ");

  const make = (name, ...parts) => {
    const made = document.createElement(name);
    made.append(...parts);
    return made;
  };

  /* "Tuesday 1 December 2026, from 10am" */
  function full(moment) {
    const day = Date.parse(`${moment.slice(0, 10)}T00:00Z`) / 864e5;
    const hours = moment.slice(11);
    if (Number.isNaN(day)) return moment;
    return `${dayWords(day)} ${moment.slice(0, 4)}${hours && `, ${hoursWords(`${hours}-`)}`}`;
  }

  const oursOf = (field) => Object.values(words[field] || {});

  /* All that a value of a field says, as texts. */
  function said(plan, field, value) {
    if (!value) return [];
    if (OWN[field]) {
      return value.map((own, at) => own && `${oursOf(OWN[field])[at]}: ${own}`).filter(Boolean);
    }
    if (Array.isArray(value)) {
      return value.flatMap((each) => (each.trim ? said(plan, field, each) : said(plan, "", each).join(": ")));
    }
    if (typeof value === "object") {
      return Object.entries(value).flatMap(([name, each]) => said(plan, name === "picks" ? field : name, each));
    }
    const at = Object.keys(words[field] || {}).indexOf(value);
    if (at > -1) return [(plan[`${field}s`] || [])[at] || oursOf(field)[at]];
    return [DAYS.includes(field) ? full(value) : String(value)];
  }

  /* What a thing of this kind is called. */
  const nameOf = (plan, kind, thing) => (kind === "looks" ? "Looking back on " : "") +
    NAMES[kind].flatMap((field) => said(plan, field, thing[field])).join(" · ");

  function linesOf(plan, kind, thing) {
    const told = [...NAMES[kind], ...LINES[kind].flat(), "ref", "stops"];
    const rest = Object.keys(thing).filter((field) => !told.includes(field)).map((field) => ["", field]);
    return [...LINES[kind], ...rest].map(([label, ...fields]) => {
      const texts = fields.flatMap((field) => said(plan, field, thing[field]));
      const line = make("p", ...texts.flatMap((text, at) => [at ? " · " : "", make("bdi", text)]));
      if (label) line.prepend(make("strong", `${label}: `));
      return texts.length && line;
    }).filter(Boolean);
  }

  function thingOf(plan, kind, thing, level) {
    const name = make(`h${level}`, nameOf(plan, kind, thing));
    name.dir = "auto";
    return make("article", ...(name.textContent ? [name] : []), ...linesOf(plan, kind, thing));
  }

  function fieldOf(plan, field, level) {
    const value = plan[field];
    if (OWN[field]) {
      const own = said(plan, field, value);
      return own.length ? [make("article", make("p", make("strong", "My words: "), make("bdi", own.join(" · "))))] : [];
    }
    if (!value || value.trim) return said(plan, field, value).map((text) => make("article", make("p", text)));
    if (field === "path") {
      return [thingOf(plan, field, value, level), ...value.stops.map((stop) => thingOf(plan, "stops", stop, level))];
    }
    const things = field === "days" ? [...value].sort((one, other) => (one.on < other.on ? 1 : -1)) : value;
    return things.map((thing) => thingOf(plan, field, thing, level));
  }

  // ---- parts ----

  /* How many letters stand in a value, at every depth. */
  const sizeOf = (value) => (value && typeof value === "object"
    ? Object.values(value).reduce((sum, each) => sum + sizeOf(each), 0) : String(value ?? "").length);

  /* The fields of these parts, and nothing of the others. */
  const fieldsOf = (plan, parts) =>
    Object.fromEntries(parts.flatMap((part) => PARTS[part]).map((field) => [field, plan[field]]));

  /* The parts that hold something. */
  const partsIn = (plan) =>
    Object.keys(PARTS).filter((part) => PARTS[part].some((field) => sizeOf(plan[field])));

  const boxOf = (part) => sections.get("hand").querySelector(`[value=${part}]`);
  const labelOf = (part) => boxOf(part).closest("label").textContent.trim();

  /* Sections with every word of these parts; of headings, the first is of this level. */
  function sheetOf(plan, parts, level) {
    const shown = { ...rule.empty(), ...fieldsOf(plan, parts) };
    return parts.filter((part) => partsIn(shown).includes(part)).map((part) => make(
      "section", make(`h${level}`, labelOf(part)),
      ...PARTS[part].flatMap((field) => fieldOf(shown, field, level + 1)),
    ));
  }

  const today = () => now().slice(0, 10);

  /* Who answers, as a line of text. */
  function people() {
    const [line] = document.getElementById("plan-people").content.cloneNode(true).children;
    line.querySelectorAll("[hidden]").forEach((each) => each.remove());
    const said = [...line.childNodes].map((each) => each.textContent.trim()).filter((each) => each.length > 1);
    return make("p", said.join(" · ").replace("? ·", "?"));
  }

  self.connectdoPlanSheet = {
    make, full, nameOf, sizeOf, fieldsOf, partsIn, labelOf, sheetOf, today, people,
  };

  // ---- show it to somebody ----

  steps.hand = (section) => {
    const boxes = [...section.querySelectorAll("[type=checkbox]")];
    const there = partsIn(store.plan);
    boxes.forEach((box) => { box.closest("li").hidden = !there.includes(box.value); });
    const parts = () => boxes.map((box) => box.checked && box.value).filter((part) => there.includes(part));
    const draw = () => {
      const any = parts().length;
      section.querySelector("[data-do]").hidden = !any;
      section.querySelector("[data-nothing]").hidden = any;
      const sheet = section.querySelector(".plan-sheet");
      sheet.hidden = !any;
      sheet.replaceChildren(make("h2", "My notes"), make("p", full(today())), ...sheetOf(store.plan, parts(), 3), people());
    };
    boxes.forEach((box) => { box.onchange = draw; });
    section.querySelector("[data-print]").onclick = () => print();
    section.querySelector("[data-save]").onclick = () => {
      say(`It is saved as ${self.connectdoPlanFile.save(store.plan, parts())}. Look in Downloads.`);
    };
    draw();
  };
})();
