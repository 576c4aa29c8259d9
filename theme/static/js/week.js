/* The timetable of the week in which it is read, where that is not the week for which it was made.

A thing's line has the rule of all its times (data-rule, explained in derive/ahead.py); those that
are on in other weeks wait in #week-unseen. What the page must hold is written in
templates/week.html. Nothing is known of days after the page's window: those are hidden.
*/

/* The part of day of what begins at "10:00", as derive/dates.py says; what has no hour stands in the
first. tests/fixtures/cases/times.yml holds the two together. */
self.connectdoPartOfDay = (from) => (from >= "17:00" ? "evening" : from >= "12:00" ? "afternoon" : "morning");

(function () {
  "use strict";
  const DAY = 86400000;
  const PARTS = ["morning", "afternoon", "evening"];
  const { now, timesOf, dayWords, hoursWords } = self.connectdoDates;
  const week = document.getElementById("week");
  const then = document.getElementById("week-then");
  const unseen = document.getElementById("week-unseen");
  const days = [...document.querySelectorAll(".week-day")];
  const top = document.querySelector("h1");
  const number = (day) => Date.parse(`${day.slice(0, 10)}T00:00Z`) / DAY;
  const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const made = number(week.dataset.monday);
  const ends = number(week.dataset.ends);
  const things = [document, ...(unseen ? [unseen.content] : [])]
    .flatMap((place) => [...place.querySelectorAll("[data-rule]")]);
  const name = (line) => line.querySelector("a").textContent;
  let shown = made;

  const element = (tag, words) => Object.assign(document.createElement(tag), { textContent: words });

  function part(title, times) {
    const box = document.createElement("div");
    const list = document.createElement("ul");
    box.className = `part ${title}`;
    box.dataset.dated = "";
    list.setAttribute("role", "list");
    list.append(...times.map(({ line, hours, end }) => {
      const item = line.cloneNode(true);
      item.dataset.until = end;
      item.querySelector(".hours").textContent = hoursWords(hours);
      return item;
    }));
    box.append(element("h3", title[0].toUpperCase() + title.slice(1)), list);
    return box;
  }

  function fill(section, day, times) {
    const heading = section.querySelector("h2");
    const time = heading.querySelector("time");
    const said = dayWords(day);
    if (days.length === 1) {
      [document, top].forEach((place) => {
        const key = place === document ? "title" : "textContent";
        place[key] = place[key].replace(time.textContent, said);
      });
    }
    heading.dataset.day = time.dateTime = iso(day);
    time.textContent = said;
    section.replaceChildren(heading);
    delete section.dataset.until;
    delete section.dataset.dated;
    section.hidden = day >= ends;
    if (section.hidden) return;
    PARTS.forEach((each) => {
      const found = times.filter((time) => time.day === day && time.part === each);
      if (found.length) section.append(part(each, found));
    });
    if (section.children.length > 1) section.dataset.dated = "";
    else {
      section.dataset.until = iso(day);
      section.append(element("p", "Nothing is on this day."));
      section.lastChild.className = "soft";
    }
  }

  function move() {
    const today = number(now());
    const monday = Math.max(made, today - (today - made) % 7); // a clock may be wrong
    if (monday === shown) return;
    shown = monday;
    const times = things.flatMap((line) => timesOf(line.dataset.rule).map((each) => {
      const from = /^\d\d:/.exec(each.hours) ? each.hours.slice(0, 5) : "";
      return { ...each, line, from, part: self.connectdoPartOfDay(from) };
    })).sort((one, other) => one.from.localeCompare(other.from) ||
      name(one.line).localeCompare(name(other.line)));
    days.forEach((section) => fill(section, monday + Number(section.dataset.number), times));
    week.textContent = `${dayWords(monday)} to ${dayWords(monday + 6)}`;
    if (then) {
      then.textContent = `After that, from ${dayWords(monday + 7)}`;
      then.hidden = monday + 7 >= ends;
    }
    document.querySelectorAll("[data-links]").forEach((box) => {
      box.querySelectorAll("a").forEach((link, at) => {
        link.textContent = dayWords(monday + Number(box.dataset.links) + at);
      });
      box.querySelectorAll(".count").forEach((count) => count.remove());
    });
    document.dispatchEvent(new Event("connectdo-dates"));
  }

  move();
  document.addEventListener("visibilitychange", () => { if (!document.hidden) move(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) move(); });
})();
