/* One thing to try: its day, place, who meets me and who comes with me ("#try=2"); or a listing that may
be put in ("#try=lambeth/tuesday-gardening"), until it is. plan-tries.js shares what both need. */
(function () {
  "use strict";
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const { now } = self.connectdoDates;
  const rule = self.connectdoPlanAgain;
  const { REF } = self.connectdoList;
  const all = self.connectdoPlanTries;
  const { MOST, state, seen, tries, tell, part, onOf, channel } = all;
  const box = page.sections.get("try");
  const { root } = page.sections.get("tries").dataset;
  const { address } = page.sections.get("open").dataset; // of this page, absolute
  const TIMES = 4; // that can be tapped
  const find = (name) => box.querySelector(`[data-${name}]`);
  const isDay = (day) => day && day.slice(0, 10);

  /* The next times, and the time of a day; a day without any stays a day. */
  const times = (sheet) => rule.coming(sheet, now()).slice(0, TIMES).map(({ start }) => start);
  const timeOn = (sheet, day) =>
    (rule.coming(sheet, now()).find(({ start }) => start.startsWith(day)) || { start: day }).start;
  const isNear = (day) => Math.abs(all.daysTo(day)) < 800;

  /* The fields of one thing to try; what stood under those of another goes. */
  function fieldsOf(section, act) {
    section.querySelectorAll("[data-of]").forEach((field) => {
      page.people(field, false);
      act(field);
    });
  }

  let draft = null; // what may be put in

  /* Days to tap: the next times, and the one that is chosen. */
  function days(sheet, chosen, pick) {
    const starts = times(sheet);
    if (chosen && !starts.includes(chosen)) starts.unshift(chosen);
    part(box, "days").replaceChildren(...starts.map((start) => {
      const item = all.copy("plan-day").firstElementChild;
      const input = item.querySelector("input");
      Object.assign(input, { name: "try-day", value: start, checked: start === chosen, onchange: () => pick(start) });
      item.querySelector("span").textContent = onOf(start);
      return item;
    }));
  }

  /* Fields of what may be put in; page.bind has those of the plan. */
  function bindDraft() {
    fieldsOf(box, (field) => {
      const { of } = field.dataset;
      delete field.dataset.plan;
      if (field.type === "radio") field.checked = field.value === draft[of];
      else field.value = draft[of];
      field.oninput = () => {
        draft[of] = field.value;
        if (field.type === "text") page.listen(field);
      };
    });
  }

  function toCalendar(each, sheet) {
    const file = document.createElement("a");
    const about = each.ref ? all.pageOf(each.ref, new URL("..", address).href) : `${address}#tries`;
    Object.assign(file.dataset, { add: each.name, where: each.where, page: about });
    self.connectdoCalendar(rule.timeOf(sheet, each.next), file);
    document.body.append(file);
    file.click();
    file.remove();
  }

  function show(each) {
    const sheet = seen.get(each.ref);
    const today = now().slice(0, 10);
    const set = (next) => {
      if (draft) each.next = next;
      else store.change(() => { each.next = next; });
      show(each);
      if (document.activeElement === document.body) part(box, "days").querySelector(":checked")?.focus();
    };
    tell(box, {
      there: "", name: each.name, tag: rule.tagOf(sheet), when: each.when, where: each.where, meets: each.meets,
    });
    part(box, "all").hidden = false;
    all.sayNews(part(box, "news"), each);
    find("page").closest("li").hidden = !each.ref || sheet === null;
    find("page").href = all.pageOf(each.ref, root) + all.fileLinks;
    part(box, "rename").hidden = Boolean(each.ref);
    days(sheet, each.next, set);
    const other = box.querySelector("#try-other");
    other.onchange = () => { // while somebody types a year, it is the year 2, and 20, and 202
      if (isNear(other.value)) set(timeOn(sheet, other.value));
    };
    const isThere = {
      "do-add": draft, skip: draft, done: !draft, off: !draft,
      after: !draft && each.next && isDay(each.next) <= today, calendar: each.next && isDay(each.next) >= today,
    };
    Object.entries(isThere).forEach(([name, on]) => { find(name).hidden = !on; });
    find("calendar").onclick = () => toCalendar(each, sheet);
  }

  /* A listing that may be put in. Where the plan is only in another tab's memory, that tab takes it. */
  async function offer(ref) {
    part(box, "all").hidden = true;
    tell(box, { there: "" });
    const found = await all.made(ref);
    if (!location.hash.startsWith(`#try=${ref}`)) return;
    const number = all.at(found.ref);
    if (number >= 0) return void page.go(`#try=${number}`);
    draft = found;
    bindDraft();
    show(draft);
    if (channel && !store.safe && !all.isOurs()) channel.postMessage({ ask: ref });
    state.answered = ({ took, full }) => {
      if (!draft || ![took, full].includes(ref)) return;
      draft = null;
      part(box, "all").hidden = true;
      tell(box, {
        there: took ? "It is in your plan, in the other tab. You can close this one."
          : `Your plan is in the other tab. It holds ${MOST} things. Take one out there first.`,
      });
      history.replaceState(null, "", "#tries");
    };
  }

  page.steps.try = (section, argument) => {
    draft = null;
    box.querySelector("#try-other").value = "";
    if (REF.test(argument)) return void offer(argument);
    const each = /^\d+$/.test(argument) && tries()[argument];
    if (!each) return void page.go("#tries");
    fieldsOf(box, (field) => { field.dataset.plan = `tries.${argument}.${field.dataset.of}`; });
    find("after").href = `#after=${argument}`;
    show(each);
    if (each.ref) all.look().then(() => { if (!draft && tries()[argument] === each) show(each); });
    find("off").onclick = () => {
      store.change((plan) => plan.tries.splice(argument, 1));
      Object.assign(state, { undo: { each, number: Number(argument) }, saying: `${each.name} is out of your plan.` });
      page.go("#tries");
    };
    box.querySelector("#try-name").onchange = ({ target }) => {
      if (!target.value.trim()) store.change(() => { each.name = target.value = "Something"; });
    };
    return undefined;
  };

  find("do-add").onclick = () => {
    if (draft) all.add(draft);
    draft = null;
    history.replaceState(null, "", "#tries"); // what was put in stands in no address any more
    page.show();
  };

  Object.assign(all, { times, timeOn, isNear, fieldsOf });
})();
