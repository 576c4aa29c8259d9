/* The page of a plan: shows one step at a time, binds what can be tapped and typed to the plan, and
fetches the script of a step when it is first opened.

The step stands after "#": "#days", or with an argument "#wish=1"; never a word of the person. What the
page must hold is written in templates/my-plan.html. A step's own script adds a function to
connectdoPlanPage.steps, which fills the step's section from the plan each time it is shown.
*/
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const box = byId("plan");
  if (!box) return;
  const store = self.connectdoPlan;
  const rule = self.connectdoPlanRule;
  const files = {}; // name of a script → its address, which has a mark of what is in it
  box.dataset.later.split(" ").forEach((each) => { files[each.replace(/.*\/|\.\w{10}(?=\.js)/g, "")] = each; });
  const heading = document.querySelector("main h1");
  const sections = new Map([...box.querySelectorAll("[data-step]")].map((each) => [each.dataset.step, each]));
  const steps = {};
  const troubles = byId("plan-trouble");
  const NOT_LOADED = "This part could not be loaded. Try again when you are online.";
  const NEUTRAL = "My notes"; // as the page's title: it says nothing of what is here
  const isCovered = () => box.parentNode.matches(".covered");
  const loaded = new Map();

  /* Whether a script could be loaded; each once, and one that failed is tried again. They run in
     the order in which they are asked for. */
  function load(address) {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done) => {
        const script = Object.assign(document.createElement("script"), { src: address, async: false });
        script.onload = () => done(true);
        script.onerror = () => { loaded.delete(address); script.remove(); done(false); };
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  }

  /* The scripts of these names, all of them, run in this order. Where one did not come, those after it
     run once more with it. */
  async function need(...names) {
    const came = !(await Promise.all(names.map((name) => load(files[name])))).includes(false);
    if (!came) names.forEach((name) => loaded.delete(files[name]));
    return came;
  }

  const say = (words) => { byId("plan-status").textContent = words; };

  // ---- fields: data-plan="wishes.0.words" says what of the plan a field is ----

  const at = (path) => path.reduce((part, key) => part && part[key], store.plan);

  function put(field) {
    const path = field.dataset.plan.split(".");
    const last = path.pop();
    store.change(() => {
      const place = at(path);
      if (field.type !== "checkbox") place[last] = field.value;
      else {
        const others = place[last].filter((id) => id !== field.value);
        place[last] = field.checked ? [...others, field.value] : others;
      }
    });
  }

  /* Fills every field within, and writes down what is tapped or typed from now on. The browser is to
     remember no field, tapped ones included: else its session's file on the disk has them. */
  function bind(within) {
    box.querySelectorAll("input").forEach((field) => { field.autocomplete = "off"; });
    within.querySelectorAll("[data-plan]").forEach((field) => {
      const value = at(field.dataset.plan.split(".")) ?? "";
      if (field.type === "radio") field.checked = field.value === value;
      else if (field.type === "checkbox") field.checked = value.includes(field.value);
      else field.value = value;
      field.oninput = () => {
        put(field);
        if (field.matches("textarea, [type=text]")) listen(field);
      };
      if (field.matches("textarea, [type=text]")) hear(field, () => field.value);
    });
  }

  // ---- people who answer ----

  /* Shows, or takes away, the line to people who answer, under an element. It is not announced. */
  function people(element, on) {
    const above = element.closest("p") || element.closest("label") || element;
    const there = above.nextElementSibling?.matches(".people");
    if (on && !there) above.after(byId("plan-people").content.cloneNode(true));
    else if (!on && there) above.nextElementSibling.remove();
  }

  /* Looks on this device for danger in what `said()` then gives, and shows the line under an element.
     Where nobody can look, any words have it. */
  async function hear(element, said) {
    const came = !said().trim() || await need("plan-people.js", "crisis-words.js", "crisis.js", "crisis-more.js");
    const words = said().trim();
    if (element.isConnected) people(element, Boolean(words && !(came && !self.connectdoCrisisKind(words))));
  }

  /* The same for a field, once typing rests: longer where its last word may be only half there. */
  const waits = new WeakMap();
  function listen(field, said = () => field.value) {
    clearTimeout(waits.get(field));
    waits.set(field, setTimeout(hear, /[\p{L}\p{M}]$/u.test(field.value) ? 1500 : 500, field, said));
  }

  // ---- steps ----

  /* ["wish", "1"]: what stands after "#", where there is such a step. The code of a starter plan leaves
     the address before anything is shown. */
  function asked() {
    const [step, argument = ""] = location.hash.slice(1).split("&")[0].split("="); // a list may follow
    if (step === "start") {
      history.replaceState(null, "", "#open");
      return ["open", argument];
    }
    if (sections.has(step) && !(step === "back" && store.kept)) return [step, argument];
    return [rule.isEmpty(store.plan) ? "wishes" : "home", ""];
  }

  let shown = "";

  async function show() {
    const [step, argument] = asked();
    const section = sections.get(step);
    const names = (section.dataset.needs || "").split(" ").filter(Boolean);
    // The first step stands as it was built until it is touched; its script then takes that in.
    const still = "still" in section.dataset && !section.querySelector("[data-early]") && !steps[step] && rule.isEmpty(store.plan);
    const came = still || await need(...names);
    if (asked()[0] !== step || !box.isConnected) return;
    sections.forEach((each) => { each.hidden = each !== section; });
    byId("plan-home").hidden = step === "home" || rule.isEmpty(store.plan);
    heading.textContent = isCovered() ? NEUTRAL : section.dataset.heading;
    if (still) section.oninput = ({ target }) => { target.dataset.early = ""; show(); };
    if (!came) say(NOT_LOADED);
    if (steps[step] && (came || step === "home")) steps[step](section, argument);
    bind(section);
    const now = step + argument;
    if (shown !== now || !troubles.isConnected) byId("plan-status").after(troubles);
    if (shown && shown !== now) {
      say("");
      heading.focus();
      scrollTo(0, 0);
    }
    shown = now;
  }

  const go = (hash) => {
    if (location.hash === hash) show();
    else location.hash = hash;
  };

  const fills = {}; // name → what fills the part of the home step that is called so
  self.connectdoPlanPage = {
    steps, fills, sections, files, load, need, say, bind, people, hear, listen, show, go, clear,
    get covered() { return isCovered(); },
    get onward() { return store.kept || answered ? "#home" : "#keep"; }, // where a first question leads
  };

  // ---- what I would love to do ----

  const wordsOf = (picture) => {
    const field = box.querySelector(`#plan-wishes [value="${CSS.escape(picture)}"]`);
    return field ? field.closest("label").textContent.trim() : "";
  };
  const nameOf = (wish) => wish.words || wordsOf(wish.picture);
  Object.assign(self.connectdoPlanPage, { nameOf, wordsOf });

  steps.home = (section) => {
    const list = section.querySelector("[data-wishes]");
    list.previousElementSibling.hidden = !store.plan.wishes.length;
    hear(list, () => store.plan.wishes.map((wish) => `${wish.words} ${wish.stepWords}`).join(". "));
    list.replaceChildren(...store.plan.wishes.map((wish, number) => {
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: `#wish=${number}` });
      const picture = wish.picture && box.querySelector(`#plan-wishes [value="${wish.picture}"] ~ img`);
      if (picture) link.append(picture.cloneNode());
      const words = Object.assign(document.createElement("span"), { textContent: nameOf(wish), dir: "auto" });
      link.append(words);
      item.append(link);
      return item;
    }));
    section.querySelectorAll("[data-fill]").forEach((part) => fills[part.dataset.fill]?.(part));
  };

  // ---- keep it on this device? ----

  const QUIET = 15 * 60000;
  let answered = false;
  byId("plan-keep").onclick = () => {
    store.keep();
    if (store.kept) go("#home");
  };
  byId("plan-shared").onclick = () => { answered = true; };

  /* Shows what is true of how the plan is kept, and a trouble where the person is. */
  let state = "";
  function says() {
    if (state === store.state) return;
    state = store.state;
    document.activeElement.closest("#plan section > *")?.after(troubles);
    box.querySelectorAll("[data-trouble]").forEach((each) => {
      each.hidden = !each.dataset.trouble.split(" ").includes(state);
    });
    if (!troubles.hidden) troubles.scrollIntoView({ block: "nearest" });
  }

  // ---- nothing is kept: it goes when the page is left, and after some quiet ----

  const alone = () => !store.kept && (!rule.isEmpty(store.plan) || box.querySelector("[data-early]"));

  /* Nothing of the person is left on the page, nor in its memory. */
  function clear(why) {
    store.letGo();
    heading.textContent = NEUTRAL;
    const words = Object.assign(document.createElement("p"), { className: "lead", textContent: why });
    box.parentNode.replaceChildren(heading, words, byId("plan-anew").content);
    heading.focus();
  }

  let active = Date.now();
  ["keydown", "input", "pointerdown", "scroll"].forEach((name) =>
    addEventListener(name, () => { active = Date.now(); }, { capture: true, passive: true }));
  function watch() {
    if (Date.now() - active > QUIET && alone()) clear("It was quiet here for 15 minutes.");
  }
  setInterval(watch, 20000);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    watch();
    if (!box.isConnected || !store.look()) return;
    document.activeElement.blur(); // what is there now stands in the fields too
    show();
  });
  addEventListener("pagehide", () => {
    if (alone()) clear("You left this page.");
  });
  addEventListener("storage", ({ key, newValue }) => {
    if ((!key || key === store.KEY) && !newValue && store.safe) clear("It was erased in another tab.");
  });

  // ---- what stands around a step comes once there is something of the person ----

  const around = () => need("plan-around.js");
  byId("plan-cover").onclick = async () => {
    if (await around()) byId("plan-cover").click(); // its own now
    else say(NOT_LOADED);
  };
  function told() {
    says();
    if (!rule.isEmpty(store.plan)) around();
  }

  document.addEventListener("connectdo-plan", told);
  addEventListener("hashchange", () => (box.isConnected ? show() : location.reload()));
  byId("plan-none").hidden = true;
  box.hidden = false;
  told();
  show();

  // "Hear this" is there where a voice lives on the device; what reads comes with the first press.
  const speech = window.speechSynthesis;
  const listening = byId("plan-hear");
  listening.onclick = async () => {
    if (await need("read-aloud.js", "plan-hear.js")) listening.click(); // its own now
    else say(NOT_LOADED);
  };
  const offer = () => {
    listening.hidden = !speech.getVoices().some(({ localService, lang }) => localService && /^en\b/i.test(lang));
  };
  if (speech) {
    speech.onvoiceschanged = offer;
    offer();
  }
})();
