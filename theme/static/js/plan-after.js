/* How it went ("#after=2"): I went, not this time, or not for me. plan-tries.js shares what it needs.

Nothing is sent. Whoever went is once shown the form for a tip; nothing of the plan goes along to it.
*/
(function () {
  "use strict";
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const rule = self.connectdoPlanAgain;
  const all = self.connectdoPlanTries;
  const { state, tries, part } = all;
  const box = page.sections.get("after");
  const { tip, suggest } = page.sections.get("tries").dataset;
  const again = box.querySelector("#try-again");

  page.steps.after = (section, argument) => {
    const each = /^\d+$/.test(argument) && tries()[argument];
    if (!each) return void page.go("#tries");
    let isNew = false; // it was answered just now: once
    let sheet = null; // of a thing of their own there is none

    /* Another day that is tapped: the next visit, or the same one put off. */
    function pick(start) {
      if (each.how === "went") all.add({ ...each, next: start, how: "", said: "" });
      else {
        store.change(() => Object.assign(each, { next: start, how: "" }));
        state.saying = `${each.name}: ${all.onOf(start)}.`;
      }
      page.go("#tries");
    }

    function answer() {
      box.querySelectorAll("[data-answer]").forEach((place) => {
        place.hidden = !each.how || !place.dataset.answer.split(" ").includes(each.how);
      });
      part(box, "tip").hidden = !isNew || !tip || !sheet;
      part(box, "alike").replaceChildren();
      if (each.how === "not-for-me" && each.ref) all.alike(part(box, "alike"), each.ref);
      const starts = rule.isGone(sheet) ? [] : all.times(sheet);
      again.textContent = each.how === "went" ? "Go again?" : "Another time?";
      again.hidden = !starts.length;
      part(box, "days").replaceChildren(...starts.map((start) => all.itemWith(all.element("button", all.onOf(start), {
        type: "button", className: "button quiet", onclick: () => pick(start),
      }))));
      box.querySelector("[data-skip]").hidden = Boolean(each.how);
    }

    all.fieldsOf(box, (field) => {
      field.dataset.plan = `tries.${argument}.${field.dataset.of}`;
      if (field.type === "radio") field.onchange = () => { isNew = each.how === "went"; answer(); };
    });
    all.tell(box, { name: each.name, on: all.onOf(each.next) });
    const other = box.querySelector("#again-other");
    other.value = "";
    other.nextElementSibling.onclick = () => {
      if (all.isNear(other.value)) pick(all.timeOn(sheet, other.value));
      else other.focus();
    };
    const link = box.querySelector("[data-tip]");
    link.href = tip.replace("{}", each.ref);
    link.dataset.offline = suggest.replace("{}", each.ref);
    answer();
    if (each.ref) {
      all.sheetOf(each.ref).then((found) => {
        if (found.sheet) sheet = found.sheet;
        answer();
      });
    }
    return undefined;
  };
})();
