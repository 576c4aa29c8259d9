/* Somebody's plan: in this page's memory, and, once they said so, in one entry of the browser's store.

{"v": 2, "at": "2026-11-22", "plan": {…}, "before": {"at": …, "since": …, "plan": {…}}}: `at` is the day of
the last change. `before` is the plan of the day `at` as it was when the last visit that changed it
began; it stays for a week from `since`. What is written is read back. Nothing is sent anywhere.

`state` says how it stands, in one word. Nothing is kept: "none", "file" (opened from a folder), "off" (the
browser has no store for us). Kept: "kept". Wanted, and not written: "full", "refused", "other-tab" (what is
there is another tab's), "gone" (nothing is there any more). Something is there that is not written
over: "part" (some of it cannot be read), "newer", "unreadable".
*/
(function () {
  "use strict";
  const KEY = "connectdo-plan";
  const WEEK = 7;
  const rule = self.connectdoPlanRule;
  const here = location.protocol !== "file:";
  const today = () => self.connectdoDates.now().slice(0, 10);
  const isNew = (day) => {
    const days = (Date.parse(today()) - Date.parse(day)) / 86400000;
    return days >= 0 && days <= WEEK;
  };

  let plan, before, at, kept, written, opened, trouble;

  /* As if this page had just been opened, and nothing were kept. */
  function letGo() {
    plan = rule.empty();
    before = written = opened = null; // the entry as this page knows it; the plan as this visit found it
    [kept, at, trouble] = [false, "", ""];
  }

  const told = () => document.dispatchEvent(new Event("connectdo-plan"));

  /* The entry, null without one, undefined where there is no store. */
  function entry() {
    try { return here ? localStorage.getItem(KEY) || null : null; } catch { return undefined; }
  }

  /* What a text holds of ours; `trouble` says why it may not be written over. */
  function read(text) {
    let found;
    try { found = JSON.parse(text) || {}; } catch { found = {}; }
    const { v } = found;
    const one = (of) => ({ at: rule.day(of.at), since: rule.day(of.since), plan: rule.ours(v, of.plan) });
    const mine = one(found);
    const old = one(found.before || {});
    return {
      ...mine,
      before: old.plan && isNew(old.since) ? old : null,
      aged: Boolean(found.before) && !isNew(old.since),
      trouble: v > rule.VERSION && Number.isInteger(v) ? "newer" : !mine.plan ? "unreadable"
        : rule.loses(v, found.plan) ? "part" : "",
    };
  }

  /* Takes what is kept for the plan. */
  function open() {
    letGo();
    const text = entry();
    if (text === undefined) trouble = "off";
    if (!text) return;
    const found = read(text);
    trouble = found.trouble;
    if (found.plan) ({ plan, at, before } = found);
    if (trouble) return;
    [kept, written] = [true, text];
    opened = { at, plan: JSON.parse(JSON.stringify(plan)) };
    if (found.aged) save();
  }

  /* Writes the plan where it is kept, or says in `trouble` why that did not go well. */
  function save() {
    if (!kept) return;
    const there = entry();
    if (there !== undefined && there !== written) {
      trouble = there ? "other-tab" : "gone";
      return;
    }
    const text = JSON.stringify({ v: rule.VERSION, at, plan, ...(before && { before }) });
    try {
      localStorage.setItem(KEY, text);
      trouble = localStorage.getItem(KEY) === text ? "" : "refused";
    } catch (error) {
      trouble = /quota/i.test(error.name) ? "full" : "refused";
    }
    if (!trouble) written = text;
  }

  /* Changes the plan, `act(plan)`, and keeps it where it is kept. */
  function change(act) {
    if (opened) before = { ...opened, since: today() };
    opened = null;
    act(plan);
    at = today();
    save();
    told();
  }

  /* From now on the plan is kept here; what is there already is not overwritten. */
  function keep() {
    if (!here || kept || (trouble && trouble !== "off")) return;
    kept = true;
    at = at || today();
    save();
    told();
  }

  /* Takes these in place of what this page has of them, and keeps it where it is kept. */
  function put(values) {
    ({ plan = plan, at = at, before = before, written = written, kept = kept, trouble = trouble } = values);
    opened = null;
    save();
    told();
  }

  /* Nothing is kept, and nothing of it is left here. */
  function forget() {
    try { localStorage.removeItem(KEY); } catch { /* then there is nothing */ }
    letGo();
    told();
  }

  /* A tab that comes back shows what is there, if it has nothing of its own that is not written.
     True where that is something else than before. */
  function look() {
    const text = entry();
    if (trouble || text === written || (!kept && !rule.isEmpty(plan))) return false;
    const found = text ? read(text).trouble : "gone";
    if (found) [kept, trouble] = [found === "gone", found];
    else open();
    told();
    return true;
  }

  open();
  self.connectdoPlan = {
    get plan() { return plan; },
    get kept() { return kept; },
    get safe() { return kept && !trouble; }, // all that was changed is written
    get trouble() { return trouble; },
    get state() { return here ? trouble || (kept ? "kept" : "none") : "file"; },
    get before() { return before; },
    get at() { return at; },
    KEY, entry, read, put, change, keep, forget, letGo, look,
  };
})();
