/* Somebody's plan: in this page's memory, and, once they said so, in one entry of the browser's store.

{"v": 2, "mark": "…", "at": "2026-11-22", "plan": {…}, "before": {"at": …, "plan": {…}}}: `mark` is new with
each writing, so that a tab knows when another has written; `before` is the plan of the visit before,
for a week. What is written is read back. Nothing is sent anywhere.
*/
(function () {
  "use strict";
  const KEY = "connectdo-plan";
  const WEEK = 7;
  const rule = self.connectdoPlanRule;
  const today = () => self.connectdoDates.now().slice(0, 10);
  const daysSince = (day) => (Date.parse(today()) - Date.parse(day)) / 86400000;

  let plan = rule.empty();
  let before = null;
  let mark = null; // of the entry, as this page last read or wrote it; null without one
  let kept = false;
  let opened = null; // the plan as it was when this visit began
  let trouble = ""; // "refused", "full", "other-tab", "unreadable"

  const told = () => document.dispatchEvent(new Event("connectdo-plan"));

  /* The entry, null without one, undefined where the browser refuses. */
  function entry() {
    try { return localStorage.getItem(KEY); } catch { return undefined; }
  }

  function markOf(text) {
    try { return JSON.parse(text).mark || ""; } catch { return ""; }
  }

  /* Reads what is kept, and takes it for the plan. */
  function open() {
    const text = entry();
    trouble = text === undefined ? "refused" : "";
    if (!text) return;
    let found = null;
    try { found = JSON.parse(text); } catch { /* not ours */ }
    const read = found && rule.ours(found.v, found.plan);
    if (!read) {
      trouble = "unreadable";
      return;
    }
    [plan, mark, kept] = [read, String(found.mark || ""), true];
    opened = { at: found.at, plan: read };
    const old = found.before && rule.ours(found.v, found.before.plan);
    before = old && daysSince(found.before.at) <= WEEK ? { at: found.before.at, plan: old } : null;
    opened = JSON.parse(JSON.stringify(opened));
  }

  /* Writes the plan where it is kept: false, with the trouble said, where that did not go well. */
  function save() {
    if (!kept) return true;
    const there = entry();
    if (there && markOf(there) !== mark) {
      trouble = "other-tab";
      return false;
    }
    if (opened) {
      before = opened;
      opened = null;
    }
    const next = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    const text = JSON.stringify({ v: rule.VERSION, mark: next, at: today(), plan, ...(before && { before }) });
    try {
      localStorage.setItem(KEY, text);
      trouble = localStorage.getItem(KEY) === text ? "" : "refused";
    } catch (error) {
      trouble = error.name === "QuotaExceededError" && there !== undefined && there !== null ? "full" : "refused";
    }
    if (!trouble) mark = next;
    return !trouble;
  }

  /* Changes the plan, `act(plan)`, and keeps it where it is kept. */
  function change(act) {
    act(plan);
    save();
    told();
  }

  /* From now on the plan is kept here. */
  function keep() {
    kept = true;
    save();
    told();
  }

  /* Nothing is kept, and nothing of it is left here. */
  function forget() {
    try { localStorage.removeItem(KEY); } catch { /* then there is nothing */ }
    [plan, before, mark, kept, opened, trouble] = [rule.empty(), null, null, false, null, ""];
    told();
  }

  open();
  self.connectdoPlan = {
    get plan() { return plan; },
    get kept() { return kept; },
    get trouble() { return trouble; },
    get before() { return before; },
    change, keep, forget, open,
  };
})();
