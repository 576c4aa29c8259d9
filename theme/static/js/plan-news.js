/* What is new and what is next in a plan: each of its listings is looked at again, and the plan brought
up to date. My plan's home says the next thing to try, and asks how the last one went.

plan-again.js has the rule, sheets.js fetches what is said of a listing. Without internet that is what
is kept on this device, and its day is said.
*/
(function () {
  "use strict";
  const store = self.connectdoPlan;
  const rule = self.connectdoPlanAgain;
  const { now } = self.connectdoDates;
  const { REF } = self.connectdoList;
  const box = self.connectdoPlanPage.sections.get("tries");
  const { sheetOf } = self.connectdoSheetsOf(document.getElementById("plan"));
  const LATEST = 8.64e15; // the last moment that a date can say
  const today = () => now().slice(0, 10);
  const tries = () => store.plan.tries;
  const ASKED = 14; // days for which the home asks how it went
  const isPast = ({ next, how }) => Boolean(next) && !how && next.slice(0, 10) < today();
  const daysTo = (day) => (Date.parse(day.slice(0, 10)) - Date.parse(today())) / 86400000;
  const onOf = (next) => next && (next.startsWith(today()) ? "Today, " : "") + rule.momentWords(next);
  const part = (place, name) => place.querySelector(`[data-part="${name}"]`);
  const copy = (id) => document.getElementById(id).content.cloneNode(true);
  const seen = new Map(); // ref → its sheet, null or undefined, as sheets.js says
  const news = new Map(); // ref → what changed, said as long as this page is open

  function element(name, words, more) {
    return Object.assign(document.createElement(name), { textContent: words, dir: "auto", ...more });
  }

  function itemWith(...parts) {
    const item = document.createElement("li");
    item.append(...parts);
    return item;
  }

  /* Puts words where they belong; a line without any is hidden. */
  function tell(place, said) {
    Object.entries(said).forEach(([name, words]) => {
      const there = place.querySelector(`[data-say="${name}"]`);
      there.textContent = words || "";
      (there.closest(".plain li") || there).hidden = !words && there.getAttribute("role") !== "status";
    });
  }

  /* A thing to try from what is said of a listing today. */
  async function made(ref) {
    const { now: here, sheet } = await sheetOf(ref);
    seen.set(here, sheet);
    return rule.tryOf(here, sheet, now());
  }

  /* The day on which the oldest of these boroughs was kept on this device; "" for none. */
  async function keptOn(boroughs) {
    const home = new URL(box.dataset.root || "./", location.href);
    const here = `connectdo:${home.pathname}:`;
    let oldest = LATEST;
    try {
      for (const name of await caches.keys()) {
        const [borough] = name.slice(here.length).split(":");
        if (!name.startsWith(here) || !boroughs.includes(borough)) continue;
        const found = await (await caches.open(name)).match(new URL(`${borough}/offline.json`, home).href);
        const when = found && Number(found.headers.get("x-kept"));
        if (when > 0 && when < oldest) oldest = when;
      }
    } catch { /* then it is not known */ }
    return oldest < LATEST ? new Date(oldest).toISOString().slice(0, 10) : "";
  }

  const offline = () => !navigator.onLine || document.querySelector("aside.banner[aria-label='No internet']");

  /* Looks at every listing that is still to be tried, and brings the plan up to date. */
  async function look() {
    const refs = [...new Set(tries().filter(({ ref, how }) => ref && !how).map(({ ref }) => ref))];
    const found = new Map(await Promise.all(refs.map(async (ref) => [ref, await sheetOf(ref)])));
    const asOf = (offline() && await keptOn(refs.map((ref) => ref.split("/")[0]))) || today();
    const next = tries().map((each) => {
      const { now: ref, sheet } = (!each.how && found.get(each.ref)) || {};
      if (!ref) return {};
      seen.set(ref, sheet);
      if (!sheet) return { ref };
      const { facts, says } = rule.again(each, sheet, now(), asOf);
      if (says.length) news.set(ref, [...(news.get(ref) || []), ...says]);
      return { ...facts, ref };
    });
    const differs = next.some((facts, number) =>
      Object.entries(facts).some(([name, value]) => tries()[number][name] !== value));
    if (differs) store.change((plan) => next.forEach((facts, number) => Object.assign(plan.tries[number], facts)));
    tell(box, {
      looked: refs.length && asOf !== today() &&
        `No internet just now. This is what you kept on ${rule.momentWords(asOf)}. Times may have changed.`,
    });
  }

  async function alike(place, ref) {
    const sheet = seen.get(ref) || (await sheetOf(ref)).sheet;
    const refs = (sheet?.alike || "").split(" ").filter((each) => REF.test(each));
    const found = await Promise.all(refs.map(async (each) => [each, (await sheetOf(each)).sheet]));
    const items = found.filter(([, other]) => other && !rule.isGone(other)).map(([each, other]) =>
      itemWith(element("a", other.name, { href: `#try=${each}` }),
        element("small", [other.when, other.where].filter(Boolean).join(" · "))));
    if (!items.length) return;
    const all = Object.assign(document.createElement("ul"), { className: "index", role: "list" });
    all.append(...items);
    place.append(element("p", "These are like it:"), all);
  }

  /* What is new of it, and what is so today. */
  function sayNews(place, { ref, next, looked, how }) {
    const sheet = seen.get(ref);
    const says = [...(news.get(ref) || [])];
    const open = ref && !how && seen.has(ref);
    if (open && sheet !== undefined) says.push(...rule.notices(sheet, next, now()));
    else if (open) {
      says.push("We could not look just now." + (looked && ` This is as it was on ${rule.momentWords(looked)}.`));
    }
    place.replaceChildren(...says.map((words) => element("p", words, { className: "notice" })));
    if (open && rule.isGone(sheet)) alike(place, ref);
  }

  // ---- my plan's home ----

  self.connectdoPlanPage.fills.tries = (place) => {
    const sorted = tries().filter(({ next, how }) => next && !how && daysTo(next) >= -ASKED)
      .sort((one, other) => (one.next < other.next ? -1 : 1));
    const past = sorted.filter(isPast).pop(); // the last of them alone
    const next = sorted.find((each) => !isPast(each));
    place.replaceChildren();
    if (!past && !next) return;
    place.append(copy("plan-next"));
    const item = place.querySelector("li");
    const put = (each, step, words) => {
      const shown = item.cloneNode(true);
      shown.firstElementChild.href = `#${step}=${tries().indexOf(each)}`;
      shown.querySelector("span").textContent = words;
      item.before(shown);
    };
    if (past) put(past, "after", `How did it go? ${past.name}, ${onOf(past.next)}`);
    if (next) put(next, "try", `${next.name}: ${onOf(next.next)}`);
    item.remove();
    if (next) look().then(() => sayNews(part(place, "news"), next));
  };

  self.connectdoPlanNews = {
    seen, sheetOf, tries, isPast, daysTo, onOf, made, look, alike, sayNews, part, copy, tell, element, itemWith,
  };
})();
