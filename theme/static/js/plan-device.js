/* What somebody can do with what is kept of their plan on this device: the step "device", and the choice
between two tabs. plan-store.js keeps it.

It makes the weekly entry for a calendar, which leads to "#back". plan-erase.js erases. */
(function () {
  "use strict";
  const { steps, need, go } = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const today = () => self.connectdoDates.now().slice(0, 10);
  const number = (day) => Date.parse(day) / 86400000;

  const made = (name, values, ...inside) => {
    const element = Object.assign(document.createElement(name), values);
    element.append(...inside);
    return element;
  };
  self.connectdoPlanPage.made = made;
  const p = (...inside) => made("p", {}, ...inside);
  const row = (...inside) => made("p", { className: "row" }, ...inside);
  const h2 = (words) => made("h2", {}, words);
  const link = (href, words, className = "") => made("a", { href, className }, words);
  const button = (words, onclick, quiet = " quiet") =>
    made("button", { type: "button", className: `button${quiet}`, onclick }, words);

  // ---- two tabs, and what cannot be read ----

  /* Goes on with what this page has ("mine"), or with what is there; the other of the two is then the
     plan before. What cannot be read is taken out: who asks for it was asked before. False where
     nothing is left. */
  function settle(which) {
    const text = store.entry();
    const there = text ? store.read(text) : null;
    const mine = which === "mine";
    const since = today();
    if (there && there.trouble && there.trouble !== store.trouble) {
      store.put({ kept: false, trouble: there.trouble });
    } else if (there && !there.plan) {
      localStorage.removeItem(store.KEY);
      store.put({ trouble: "" });
    } else if (there || mine) {
      const other = mine ? there : store;
      store.put({
        written: text, kept: true, ...(other && { before: { at: other.at, since, plan: other.plan } }),
        ...(!mine && { plan: there.plan, at: there.at }),
      });
    } else {
      store.letGo();
      return false;
    }
    return true;
  }
  self.connectdoPlanSettle = settle;

  /* A file of these words: the address for a link. */
  const fileOf = (words, type) => URL.createObjectURL(new Blob([words], { type }));

  // ---- the plan before ----

  function when(day) {
    const ago = number(today()) - number(day);
    if (!(ago > 0)) return "earlier today";
    const words = self.connectdoDates.dayWords(number(day));
    return `on ${ago < 7 ? words.split(" ")[0] : words}`;
  }

  function goBack(again) {
    const { at, plan, before } = store;
    store.put({ plan: before.plan, at: before.at, before: { at, since: today(), plan } });
    again(`It is as it was ${when(before.at)}.`, () => {
      store.put({ plan, at, before });
      again("It is as it was before you went back.");
    });
  }

  function beforeIt(again) {
    if (!store.before) return [];
    return [
      h2("How it was before"),
      row(button(`Go back to how it was ${when(store.before.at)}`, () => goBack(again))),
      p("We keep that for a week. So a word that you take out is still in it."),
      row(button("Take it out now", () => {
        store.put({ before: null });
        again("It is out. Only your plan of now is kept.");
      })),
    ];
  }

  // ---- every week ----

  /* An entry for every week, whose first is before seven days are over. It says nothing of a plan. */
  function weekly() {
    const { folded } = self.connectdoCalendarLines;
    const address = new URL("#back", location.href).href;
    const first = new Date((number(today()) + 6) * 86400000).toISOString().slice(0, 10).replace(/-/g, "");
    return [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Connect and Do//Connect and Do//EN", "BEGIN:VEVENT",
      folded(`UID:notes ${address}`),
      `DTSTAMP:${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`,
      `DTSTART:${first}T100000`, "DURATION:PT15M", "RRULE:FREQ=WEEKLY",
      "SUMMARY:Look at my notes", folded(`URL:${address}`),
      "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Look at my notes", "TRIGGER:PT0S", "END:VALARM",
      "END:VEVENT", "END:VCALENDAR",
    ].join("\r\n") + "\r\n";
  }

  function sevenDays() {
    const entry = link("", "Put “Look at my notes” in my calendar", "button quiet");
    entry.download = "look-at-my-notes.ics";
    entry.hidden = true;
    need("calendar.js").then((came) => {
      if (!came) return;
      entry.href = fileOf(weekly(), "text/calendar");
      entry.hidden = false;
    });
    return [
      h2("On an iPhone or iPad"),
      p("After seven days without a visit, it takes away what is kept here. These help:"),
      made("ul", {}, ...["Look at it every week.", "Save a copy now and then.", "Put it on your Home Screen."]
        .map((words) => made("li", {}, words))),
      row(entry, link("#hand", "Save a copy", "button quiet")),
      made("details", {}, made("summary", {}, "How to put it on the Home Screen"), made("ol", {}, ...[
        "Save a copy. What is kept here does not come along.",
        "Tap “Share”. Then tap “Add to Home Screen”.",
        "From now on, open it there. Open your saved copy in it.",
      ].map((words) => made("li", {}, words)))),
    ];
  }

  // ---- the step ----

  /* Asks once, in place of the button. */
  function asked(words, question, yes, act) {
    const start = button(words, () => {
      const no = button("No, leave it", () => {
        asks.replaceWith(row(start));
        start.focus();
      });
      const asks = made("div", { className: "trouble", tabIndex: -1 }, p(question), row(button(yes, act, ""), no));
      start.parentNode.replaceWith(asks);
      asks.focus();
    });
    return row(start);
  }

  const whole = () => [
    p("It is taken away when you leave this page, and after 15 quiet minutes. So before you leave:"),
    row(link("#hand", "Put it on paper", "button")),
    p("Or ", link("#hand", "save it as a file"), ". It goes to “Downloads”. On a shared computer others can open " +
      "it there. So put it on a stick, or delete it."),
    row(link("#home", "Go on"), ...(store.state === "none" ? [link("#keep", "Keep it here after all")] : [])),
  ];

  function strange() {
    const part = store.trouble === "part";
    const file = link(fileOf(store.entry() || "", "text/plain"), "Save it as it is, as a file", "button");
    file.download = "my-notes-as-kept.txt";
    return [
      p("What is kept here stays as it is until you choose."),
      row(file),
      asked(part ? "Go on with what we can read" : "Begin anew", part
        ? "What we cannot read goes. Did you save it as a file?"
        : "What is kept here goes for good. Did you save it as a file?",
      part ? "Yes, go on" : "Yes, begin anew", () => {
        settle("mine");
        go(store.kept ? "#home" : "#wishes");
      }),
    ];
  }

  steps.device = function draw(section, _argument, words, undo) {
    const again = (...said) => draw(section, "", ...said);
    const { state } = store;
    const inside = ["none", "file", "off"].includes(state) ? whole()
      : ["part", "newer", "unreadable"].includes(state) ? strange()
        : [...(state === "kept" ? [p("Your plan is kept in this browser, on this device. It is sent to nobody.")] : []),
          ...beforeIt(again), ...sevenDays()];
    const said = made("p", { tabIndex: -1, className: "lead" }, words || "");
    section.replaceChildren(
      ...(words ? [said] : []), ...(undo ? [row(button("Undo", undo))] : []), ...inside,
      h2("Who else can read it?"),
      p("Anyone who can open this device. “Cover” hides your words, and so does the key Esc. We ask for no " +
        "passcode. Four numbers protect nothing, and who forgets them loses all. Your phone's own lock is better."),
      h2("Erase"),
      asked("Erase everything on this device", "This takes away your plan, your list, the borough that you " +
        "chose, and pages kept to read without internet. You cannot get them back.", "Yes, erase it all", self.connectdoPlanErase),
    );
    if (words) said.focus();
  };
})();
