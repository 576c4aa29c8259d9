/* Keeps dates true on the day a page is read: a page made on Monday, or saved, is right on Friday.

What it reads, and what it does:
  data-ahead="2026-11-23 10:00-12:00/0202"  on a box with one or more <time> in it: fills them, in
      order, with the times still to come, and says on the screen which is today or tomorrow. A
      <time> too many is hidden with its <li>. A box of class "tile" is a leaf of a calendar; one
      of class "beside-leaf" leaves the date to it. The rule is explained in derive/ahead.py.
  data-then="This is over."      beside data-ahead: what the box says when no time is left; without
      it the box is hidden.
  <a data-add="TITLE" data-where="PLACE" data-page="ADDRESS" data-ahead="…" href="calendar.ics">
      the next date as a file for a calendar, where calendar.js stands beside this; without scripts
      all dates; hidden without any.
  data-until="2026-11-24T16:00"  (or a day): hidden once that is past, in London.
  data-from="2027-04-04" hidden  shown from that day on: what a page says once it has aged.
  data-dated                     a section: hidden once all its data-until are.
  data-none hidden               shown once every data-dated of the page is hidden.
  data-day="2026-11-24"          marked as today on that very day, on the screen.
  data-made                      the week in which the page was made, for readers without this
      script: in its place, paper says on which day it was printed.
Words are those of derive/words.py, also where other scripts count or join (things, and);
tests/fixtures/cases/words.yml and times.yml hold the two together.
*/
(function () {
  "use strict";
  const DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
  const MONTHS = ("January February March April May June July August September October " +
    "November December").split(" ");
  const DAY = 86400000;

  // ---- the rule: moments and words, without a page ----

  const two = (number) => String(number).padStart(2, "0");

  /* How many, and names in a row. */
  const things = (number) =>
    (number === 1 ? "1 thing" : `${number.toLocaleString("en-GB")} things`);
  const and = (names) =>
    [names.slice(0, -1).join(", "), ...names.slice(-1)].filter(Boolean).join(" and ");

  /* The time on a London clock, as 2026-11-24T10:00, wherever the device is. */
  function londonNow() {
    const part = {};
    try {
      new Intl.DateTimeFormat("en-GB", {
        timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit",
        day: "2-digit", hour: "2-digit", minute: "2-digit",
      }).formatToParts(new Date()).forEach((each) => { part[each.type] = each.value; });
    } catch (error) {
      const now = new Date();
      return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T` +
        `${two(now.getHours())}:${two(now.getMinutes())}`;
    }
    return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
  }

  const number = (day) => Date.parse(`${day.slice(0, 10)}T00:00Z`) / DAY;
  const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);
  const weekday = (number) => (((number + 3) % 7) + 7) % 7; // 1 January 1970 was a Thursday

  function dayWords(day) {
    const date = new Date(day * DAY);
    return `${DAYS[weekday(day)]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  }

  function timeWords(time) {
    const hour = Number(time.slice(0, 2)) % 24;
    const minute = time.slice(3);
    if (minute === "00" && hour % 12 === 0) return hour ? "12 noon" : "midnight";
    return `${hour % 12 || 12}${minute === "00" ? "" : ":" + minute}${hour < 12 ? "am" : "pm"}`;
  }

  function hoursWords(hours) {
    if (!hours) return "";
    if (hours === "day") return "all day";
    if (hours === "days") return "all day and the next day";
    const [from, to] = hours.split("-");
    if (!from) return `until ${timeWords(to)}`;
    if (!to) return `from ${timeWords(from)}`;
    return `${timeWords(from)} to ${timeWords(to)}${to > "24:00" ? " the next day" : ""}`;
  }

  /* All times of a rule, in order: the day, its hours, when it starts and when it is past. With a
     moment, of each part only the times around it, up to the first that is not past. */
  function timesOf(rule, now) {
    const [first, ...parts] = rule.split(" ");
    const early = now ? Math.max(0, number(now) - 2 - number(first)) : 0;
    const found = [];
    parts.forEach((part) => {
      const [hours, weeks] = part.split("/");
      const [from, to] = hours.includes("-") ? hours.split("-") : ["", hours === "days" ? "48:00" : ""];
      for (let offset = early; offset < weeks.length * 3.5; offset += 1) {
        const week = Math.floor(offset / 7) * 2;
        if (!(parseInt(weeks.slice(week, week + 2), 16) >> (offset % 7) & 1)) continue;
        const day = number(first) + offset;
        const end = to || "24:00";
        const last = day + Math.floor(Number(end.slice(0, 2)) / 24);
        found.push({
          day, hours,
          start: iso(day) + (from ? "T" + from : ""),
          end: `${iso(last)}T${two(Number(end.slice(0, 2)) % 24)}${end.slice(2)}`,
        });
        if (now && found[found.length - 1].end > now) break;
      }
    });
    return found.sort((one, other) => (one.start < other.start ? -1 : one.start > other.start ? 1 : 0));
  }

  // ---- the page ----

  const each = (query, act, within) => (within || document).querySelectorAll(query).forEach(act);

  function element(name, words, shown) {
    const made = document.createElement(name);
    if (shown) made.className = shown;
    made.textContent = words;
    return made;
  }

  /* Words that are true only today: paper is read on other days. */
  const onScreen = (words) => element("span", words, "no-paper");

  /* A day as a leaf of a calendar: Tue, 1, Dec. */
  function leaf(time, start, now) {
    const [weekday, day, month] = dayWords(number(start)).split(" ").map((word) => word.slice(0, 3));
    const top = element("b", weekday);
    if (now && start.startsWith(now.slice(0, 10))) {
      top.className = "on-paper";
      time.replaceChildren(element("b", "Today", "no-paper"), top);
    } else time.replaceChildren(top);
    time.append(` ${day} `, element("small", month));
    time.dateTime = start;
  }

  function fill(box, now) {
    const coming = timesOf(box.dataset.ahead).filter((time) => time.end > now);
    if (!coming.length) {
      if (box.dataset.then) box.textContent = box.dataset.then;
      box.hidden = !box.dataset.then;
      return;
    }
    if (box.dataset.add && self.connectdoCalendar) self.connectdoCalendar(coming[0], box);
    let place = 0;
    each("time", (time) => {
      const next = coming[place];
      place += 1;
      (time.closest("li") && box.contains(time.closest("li")) ? time.closest("li") : time).hidden = !next;
      if (!next) return;
      if (box.matches(".tile")) {
        leaf(time, next.start, now);
        return;
      }
      const hours = hoursWords(next.hours);
      const soon = ["Today", "Tomorrow"][next.day - number(now)];
      const words = dayWords(next.day);
      time.dateTime = next.start;
      if (box.matches(".beside-leaf")) {
        time.replaceChildren(onScreen(soon || words.split(" ")[0]), element("span", words, "on-paper"));
      } else {
        time.textContent = words;
        if (soon) time.prepend(onScreen(`${soon}, `));
      }
      if (hours) time.append(`, ${hours}`);
    }, box);
  }

  function refresh() {
    const now = londonNow();
    const today = now.slice(0, 10);
    each("[data-ahead]", (box) => fill(box, now));
    each("[data-until]", (element) => {
      const { until } = element.dataset;
      element.hidden = until.length > 10 ? until <= now : until < today;
    });
    each("[data-from]", (element) => { element.hidden = element.dataset.from > today; });
    each("[data-dated]", (section) => {
      section.hidden = !section.querySelector("[data-until]:not([hidden])");
    });
    each("[data-none]", (element) => {
      element.hidden = Boolean(document.querySelector("[data-dated]:not([hidden])"));
    });
    each("[data-day]", (element) => {
      each(".no-paper", (said) => said.remove(), element);
      element.removeAttribute("aria-current");
      if (element.dataset.day !== today) return;
      element.setAttribute("aria-current", "date");
      element.append(onScreen(" (today)"));
    });
    each("[data-made]", (element) => {
      element.className = "on-paper";
      element.textContent =
        `Printed on ${dayWords(number(today)).replace(/\w+ /, "")} ${now.slice(0, 4)}.`;
    });
  }

  self.connectdoDates = { now: londonNow, timesOf, dayWords, hoursWords, leaf, things, and, onScreen };
  refresh();
  // A tab that stayed open, or came back from the phone's memory, may be days old.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
  window.addEventListener("beforeprint", refresh);
  // Another script put new dates on the page.
  document.addEventListener("connectdo-dates", refresh);
})();
