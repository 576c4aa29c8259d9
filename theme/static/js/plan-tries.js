/* Things to try: the list of them, looked at again when it is opened (plan-news.js). plan-try.js and
plan-after.js show one of them.

What the page must hold is written in templates/components/plan-tries.html. A listing that is opened in
another tab reaches a plan that is only in this page's memory by a BroadcastChannel; of it goes its
reference, never a word.
*/
(function () {
  "use strict";
  const page = self.connectdoPlanPage;
  const store = self.connectdoPlan;
  const list = self.connectdoList;
  const dates = self.connectdoDates;
  const rule = self.connectdoPlanAgain;
  const box = page.sections.get("tries");
  const { root } = box.dataset;
  const {
    seen, tries, isPast, onOf, made, look, sayNews, part, copy, tell, element, itemWith,
  } = self.connectdoPlanNews;
  const { finds } = self.connectdoPlanWords;
  const MOST = 20;
  const fileLinks = location.protocol === "file:" ? "index.html" : "";

  const { now } = dates;
  const today = () => now().slice(0, 10);
  const at = (ref) => tries().findIndex((each) => each.ref === ref && !each.how);
  const labelOf = (field) => (field ? field.closest("label").textContent.trim() : "");
  const pageOf = (ref, from) => `${from}${ref.replace("/", "/listing/")}/`;
  const state = { undo: null, saying: "" };

  // ---- the list ----

  function itemOf(each, number) {
    const item = copy("plan-try").firstElementChild;
    const [link, ask] = item.querySelectorAll("a");
    item.querySelector("h2").ariaLevel = each.how ? "3" : "2"; // under "How it went"
    link.textContent = each.name;
    link.href = each.how ? `#after=${number}` : `#try=${number}`;
    ask.href = `#after=${number}`;
    ask.setAttribute("aria-label", `How did it go? ${each.name}`);
    part(item, "ask").hidden = !isPast(each);
    const picked = (name) => labelOf(document.querySelector(`[name=${name}][value="${each[name]}"]`));
    const who = each.withWords || (each.with === "not-yet" ? "" : picked("with"));
    const on = onOf(each.next);
    tell(item, each.how ? { on: [picked("how"), on].filter(Boolean).join(" · "), where: "", with: "", said: each.said, tag: "" }
      : { on: on || each.when, where: each.where, with: who, said: each.said, tag: rule.tagOf(seen.get(each.ref)) });
    if (each.next && !each.how) {
      const time = document.createElement("time");
      dates.leaf(time, each.next, now());
      item.querySelector(".tile").append(time);
    } else {
      item.querySelector(".side").remove();
      item.firstElementChild.classList.remove("leaf");
    }
    sayNews(part(item, "news"), each);
    return item;
  }

  function draw() {
    const held = box.contains(document.activeElement) && document.activeElement.getAttribute("href");
    const all = tries().map((each, number) => ({ each, number }))
      .sort((one, other) => ((one.each.next || "9") < (other.each.next || "9") ? -1 : 1));
    const put = (name, some) => {
      const place = part(box, name);
      (place.querySelector("ul") || place).replaceChildren(...some.map(({ each, number }) => itemOf(each, number)));
      place.hidden = !some.length;
    };
    put("coming", all.filter(({ each }) => !each.how));
    put("went", all.filter(({ each }) => each.how).reverse());
    part(box, "none").hidden = all.length > 0;
    part(box, "copy").hidden = !fileLinks;
    part(box, "onward").href = all.length ? page.onward : "#home";
    box.querySelector("[data-undo]").hidden = !state.undo;
    tell(box, { status: state.saying });
    if (held) box.querySelector(`[href="${CSS.escape(held)}"]`)?.focus();
  }

  /* Adds one, unless there are too many. */
  function add(each) {
    const full = tries().length >= MOST;
    if (!full) store.change((plan) => plan.tries.push(each));
    state.undo = null;
    state.saying = full ? `A plan holds ${MOST} things. Take one out first.` : `${each.name} is in your plan.`;
    return !full;
  }

  async function fromList() {
    const isNew = ({ ref }) => !tries().some((each) => each.ref === ref);
    const found = await Promise.all(list.read().refs.filter((ref) => isNew({ ref })).map(made));
    const place = part(box, "mine");
    place.hidden = !found.some(isNew);
    place.querySelector("ul").replaceChildren(...found.filter(isNew).map((each) => {
      const button = element("button", each.name, { type: "button", className: "button quiet" });
      button.setAttribute("aria-label", `Put in my plan: ${each.name}`);
      button.onclick = () => {
        if (isNew(each)) add(each);
        draw();
        const item = button.parentNode;
        (item.nextElementSibling || item.previousElementSibling || part(box, "find"))
          .querySelector("button, a").focus();
        item.remove();
        place.hidden = !place.querySelector("li");
      };
      return itemWith(button);
    }));
  }

  /* The search, and for each wish with a picture things like it; never a word of the person. */
  function find() {
    let borough = "";
    try { borough = localStorage.getItem("connectdo.borough") || ""; } catch { /* then all boroughs */ }
    const known = Object.hasOwn(JSON.parse(box.closest("#plan").dataset.starts), borough);
    const search = `${root}${known ? `${borough}/` : ""}search/${fileLinks}`;
    const link = (words, hash, picture) => {
      const to = element("a", "", { href: search + hash });
      to.append(...[picture && picture.cloneNode(), element("span", words)].filter(Boolean));
      return itemWith(to);
    };
    part(box, "find").replaceChildren(...store.plan.wishes.map(({ picture }) => {
      const field = picture && document.querySelector(`#plan-wishes [value="${CSS.escape(picture)}"]`);
      return field &&
        link(labelOf(field), `#interest=${finds[picture]}`, field.parentNode.querySelector("img"));
    }).filter(Boolean), link("Search", ""));
  }

  part(box, "own").onsubmit = (event) => {
    event.preventDefault();
    const [name, on] = event.target.elements;
    const words = name.value.trim();
    if (!words) name.focus();
    else if (add({ ...rule.tryOf("", null, now()), name: words, next: on.value })) {
      event.target.reset();
      page.people(name, false);
    }
    if (words) draw();
  };
  box.querySelector("#try-own").oninput = ({ target }) => page.listen(target);

  box.querySelector("[data-undo]").onclick = () => {
    const { each, number } = state.undo;
    store.change((plan) => plan.tries.splice(number, 0, each));
    Object.assign(state, { undo: null, saying: `${each.name} is back in your plan.` });
    draw();
    box.querySelector(`[href="#try=${number}"]`)?.focus();
  };

  page.steps.tries = () => {
    draw();
    fromList();
    find();
    look().then(() => { draw(); state.saying = ""; });
  };

  // ---- a plan that another tab shows ----

  const channel = self.BroadcastChannel && new BroadcastChannel("connectdo-plan-try");
  const isOurs = () => !store.safe && !self.connectdoPlanRule.isEmpty(store.plan);
  if (channel) {
    channel.onmessage = async ({ data }) => {
      const { ask } = data || {};
      if (typeof ask !== "string" || !list.REF.test(ask)) return void state.answered?.(data || {});
      if (!isOurs()) return;
      const each = at(ask) < 0 && await made(ask);
      const fits = !each || at(each.ref) >= 0 || add(each);
      channel.postMessage({ [fits ? "took" : "full"]: ask });
      if (box.hidden) page.say(state.saying);
      else draw();
    };
  }

  // ---- the day moves on while the page is open ----

  let stood = "";
  function tick() {
    const stands = today() + tries().map(isPast);
    if (stood && stood !== stands && box.isConnected && /^(|#tries|#home)$/.test(location.hash)) page.show();
    stood = stands;
  }
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 60000);
  tick();

  self.connectdoPlanTries = {
    ...self.connectdoPlanNews, MOST, state, at, add, pageOf, channel, isOurs, fileLinks,
  };
})();
