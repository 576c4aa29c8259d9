/* Days: a face and a line for today or an earlier day, all of them below, newest first; and what the
five faces are called. What the page must hold is written in components/plan-days.html.

Nothing here counts days, and a day without an entry is simply not there. */
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const store = self.connectdoPlan;
  const page = self.connectdoPlanPage;
  const { steps, say, people, hear, listen } = page;
  const dates = self.connectdoDates;
  const DAY = 86400000;
  const FEW = 14; // days that are shown at first
  const LOWEST = "face-1";

  const today = () => dates.now().slice(0, 10);
  const before = (day, by) => new Date(Date.parse(day) - by * DAY).toISOString().slice(0, 10);
  const isDay = (day) => day && !Number.isNaN(Date.parse(day));

  /* "Tuesday 3 November", with the year where it is another. */
  function named(day) {
    if (!isDay(day)) return day;
    const year = day.slice(0, 4);
    return dates.dayWords(Date.parse(day) / DAY) + (today().startsWith(year) ? "" : ` ${year}`);
  }
  const called = (day) => ["today", "yesterday"].find((_, by) => before(today(), by) === day) || named(day);

  // ---- the faces ----

  const faces = [...byId("day-faces").querySelectorAll("input")];
  const ours = faces.map((each) => each.parentNode.textContent.trim());
  const place = (face) => faces.findIndex((each) => each.value === face);
  const word = (face) => store.plan.faces[place(face)]?.trim() || ours[place(face)] || "";

  /* The drawing of a face, where there is one and it is wanted. */
  function drawing(face) {
    const found = store.plan.show ? null : faces[place(face)]?.parentNode.querySelector("img");
    return found ? [Object.assign(found.cloneNode(), { hidden: false })] : [];
  }

  // ---- a day ----

  const heading = byId("plan-top");
  const section = page.sections.get("days");
  const field = byId("day-words");
  let plan = store.plan; // whose days are shown: another one's words must not stay on the page
  let day = "";
  let asToday = ""; // which day was today when it was shown
  let most = FEW;
  let undo = ""; // the days before the last change, as JSON
  let typing = false; // what is typed in one go is one change
  let later = 0; // the timer of the list while somebody types

  const entry = () => store.plan.days.find(({ on }) => on === day);
  const isLow = () => entry()?.face === LOWEST;

  /* Changes the entry of the day, `act(entry)`; one without a face and words is none. */
  function change(act, typed) {
    if (!typed || !typing) undo = entry() ? JSON.stringify(store.plan.days) : "";
    typing = Boolean(typed);
    store.change((now) => {
      const mine = { face: "", words: "", ...entry(), on: day };
      act(mine);
      now.days = now.days.filter(({ on }) => on !== day);
      if (mine.face || mine.words.trim()) now.days.push(mine);
      now.days.sort((one, other) => (one.on < other.on ? 1 : -1));
    });
    draw(typed);
  }

  function rowOf(each) {
    const item = byId("day-one").content.cloneNode(true).firstElementChild;
    const [more] = item.children;
    const [name, face] = more.querySelectorAll("b, span");
    const [words, last] = more.querySelectorAll("p");
    const when = called(each.on);
    name.textContent = when[0].toUpperCase() + when.slice(1);
    name.before(...drawing(each.face), " ");
    face.textContent = word(each.face);
    words.textContent = each.words;
    words.hidden = !each.words;
    last.firstChild.textContent = `Change ${when}`;
    last.firstChild.onclick = () => choose(each.on);
    if (each.face === LOWEST) people(more, true);
    else hear(more, () => each.words);
    return item;
  }

  /* The days below; one that says what it said stays, opened or not. */
  let rows = new Map();
  function list() {
    if (!section.isConnected) return;
    const old = rows;
    rows = new Map(store.plan.days.slice(0, most).map((each) => {
      const says = JSON.stringify([each, called(each.on), word(each.face), store.plan.show]);
      return [says, old.get(says) || rowOf(each)];
    }));
    byId("day-list").replaceChildren(...rows.values());
    byId("day-mine").hidden = !rows.size;
    byId("day-more").hidden = store.plan.days.length <= most;
  }

  function draw(typed) {
    const mine = entry();
    faces.forEach((each) => {
      const [picture, words] = each.parentNode.querySelectorAll("img, span");
      each.checked = mine?.face === each.value;
      (words || picture).textContent = word(each.value);
      if (words) picture.hidden = Boolean(store.plan.show);
    });
    byId("day-out").hidden = !mine;
    byId("day-undo").hidden = !undo;
    byId("day-done").textContent = mine ? "Go on" : "Skip this";
    people(byId("day-faces"), isLow());
    clearTimeout(later);
    if (typed) {
      listen(field, () => (isLow() ? "" : field.value));
      later = setTimeout(list, 600);
      return;
    }
    field.value = mine ? mine.words : "";
    hear(field, () => (isLow() ? "" : field.value));
    list();
  }

  /* Shows a day, today at first. */
  function open(which) {
    [day, asToday, undo, typing] = [which, today(), "", false];
    if (!page.covered && !section.hidden) {
      heading.textContent = day === asToday ? "How is today?" : `How was ${called(day)}?`;
    }
    byId("day-near").replaceChildren(...[0, 1, 2].map((by) => before(asToday, by)).filter((on) => on !== day)
      .map((on) => {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet" });
        button.textContent = on === asToday ? "Today" : called(on) === "yesterday" ? "Yesterday" : named(on);
        button.onclick = () => choose(on);
        return button;
      }));
    byId("day-date").max = asToday;
    byId("day-date").value = "";
    draw();
  }

  function choose(which) {
    byId("day-near").closest("details").open = false;
    open(which);
    say("");
    heading.focus();
    scrollTo(0, 0);
  }

  faces.forEach((each) => {
    each.onchange = () => change((mine) => { mine.face = each.value; });
  });
  field.oninput = () => change((mine) => { mine.words = field.value; }, true);
  byId("day-out").onclick = () => {
    change((mine) => Object.assign(mine, { face: "", words: "" }));
    say("This day is taken out.");
    byId("day-undo").focus();
  };
  byId("day-undo").onclick = () => {
    store.change((now) => { now.days = JSON.parse(undo); });
    [undo, typing] = ["", false];
    draw();
    say("It is as it was.");
    heading.focus();
  };
  byId("day-show").onclick = () => {
    const { value } = byId("day-date");
    if (value && value <= today()) return choose(value);
    say("Choose a day up to today.");
    return byId("day-date").focus();
  };
  byId("day-more").onclick = () => {
    const next = rows.size;
    most += 10 * FEW;
    list();
    byId("day-list").children[next].querySelector("summary").focus();
  };

  steps.days = () => {
    if (!section.isConnected) return;
    most = FEW;
    open(today());
  };

  // ---- the words of the faces ----

  const lines = document.querySelector(".faces");
  const own = faces.map((each, at) => {
    if (at) lines.append(lines.firstElementChild.cloneNode(true));
    const [label, field] = lines.lastElementChild.querySelectorAll("label, input");
    label.textContent = `Instead of “${ours[at]}”`;
    label.htmlFor = field.id = `${each.value}-own`;
    return field;
  });
  const none = byId("face-none");

  function look() {
    own.forEach((each, at) => {
      const shown = each.closest("li").firstElementChild;
      shown.replaceChildren(...drawing(faces[at].value), word(faces[at].value));
    });
  }
  own.forEach((each) => {
    each.oninput = () => {
      store.change((now) => {
        now.faces = own.map(({ value }) => value);
        if (!now.faces.some((words) => words.trim())) now.faces = [];
      });
      listen(each);
      look();
    };
  });
  none.onchange = () => {
    store.change((now) => { now.show = none.checked ? "words" : ""; });
    look();
  };
  steps.faces = () => {
    own.forEach((each, at) => {
      each.value = store.plan.faces[at] || "";
      hear(each, () => each.value);
    });
    none.checked = Boolean(store.plan.show);
    look();
  };

  // ---- another plan, another day ----

  document.addEventListener("connectdo-plan", () => {
    if (plan === store.plan) return;
    plan = store.plan;
    steps.days();
    steps.faces();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !section.hidden && day === asToday && day !== today()) steps.days();
  });
})();
