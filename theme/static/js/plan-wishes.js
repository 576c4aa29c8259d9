/* The first steps of a plan: up to three wishes, and a first small step towards each.

A fourth is not taken, and the page says why. A wish that is tapped off by mistake and tapped again
is as it was. */
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const store = self.connectdoPlan;
  const page = self.connectdoPlanPage;
  const { steps, hear, listen, go, nameOf, wordsOf } = page;
  const chosen = () => store.plan.wishes.map((wish) => wish.picture);

  const takenOff = new WeakMap(); // of a plan, by picture: a second tap puts the wish back as it was
  steps.wishes = (section) => {
    const pictures = [...section.querySelectorAll("[type=checkbox]")];
    const own = section.querySelector("[type=text]");
    const isFull = () => store.plan.wishes.length > 2;
    const tell = (words) => { byId("plan-full").textContent = words; };
    const draw = () => {
      const full = isFull();
      pictures.forEach((each) => {
        each.checked = chosen().includes(each.value);
        each.setAttribute("aria-disabled", full && !each.checked); // a tap then says why not
      });
      const mine = store.plan.wishes.find((wish) => !wish.picture);
      own.closest("p").hidden = full && !mine;
      if (document.activeElement !== own) own.value = mine ? mine.words : "";
      byId("plan-onward").hidden = !store.plan.wishes.length;
      byId("plan-skip").hidden = store.plan.wishes.length > 0;
    };
    const add = (picture, words) => store.change((plan) => {
      plan.wishes.push({ step: "", stepWords: "", stage: "", ...takenOff.get(plan)?.[picture], picture, words });
    });
    const drop = (wish) => store.change((plan) => {
      takenOff.set(plan, { ...takenOff.get(plan), [wish.picture]: wish });
      plan.wishes = plan.wishes.filter((each) => each !== wish);
    });
    const count = () => tell(isFull() ? "That is three. Tap one again to take it off." : "");
    const three = () => self.connectdoDates.and(store.plan.wishes.map(nameOf));
    pictures.forEach((each) => {
      each.onchange = () => {
        const there = store.plan.wishes.find(({ picture }) => picture === each.value);
        if (!there && isFull()) {
          tell(`You have three: ${three()}. Tap one of them to take it off.`);
        } else if (there) {
          drop(there);
          tell(`${wordsOf(each.value)} is taken off.`);
        } else {
          add(each.value, "");
          count();
        }
        draw();
      };
    });
    own.oninput = () => {
      const mine = store.plan.wishes.find(({ picture }) => !picture);
      if (mine && !own.value.trim()) drop(mine);
      else if (mine) store.change(() => { mine.words = own.value; });
      else if (own.value.trim()) add("", own.value);
      listen(own);
      count();
      draw();
    };
    section.oninput = null;
    section.querySelectorAll("[data-early]").forEach((each) => { // touched before this script was there
      delete each.dataset.early;
      if (isFull()) return;
      if (each === own && own.value.trim()) add("", own.value);
      else if (each.checked && !chosen().includes(each.value)) add(each.value, "");
    });
    draw();
    count();
    hear(own, () => own.value);
  };

  /* "#wish=0": the first small step towards one wish, and then the next one's. */
  steps.wish = (section, argument) => {
    const number = Number(argument) || 0;
    const wish = store.plan.wishes[number];
    if (!wish) return void go("#wishes");
    section.querySelectorAll("[data-of]").forEach((field) => {
      field.dataset.plan = `wishes.${number}.${field.dataset.of}`;
    });
    const name = section.querySelector("[data-name]");
    name.textContent = nameOf(wish);
    hear(name, () => wish.words);
    const more = number + 1 < store.plan.wishes.length;
    byId("plan-next-wish").href = more ? `#wish=${number + 1}` : page.onward;
  };
})();
