/* The finder: words, choices and distance joined, all on the reader's own device. Until something is
asked it leaves the page as it came, with a handful of what is on next (#search-soon).

What was ticked stands after "#" and goes nowhere (connectdoQuestion says how). Words and a postcode's
place stand in no address: they are kept with the step of the history. Only "Share this
search" makes a link that holds the words, as "#q=singing". What is needed comes on first use: the
facts of the listings (<borough>/facets.js, looked through by find-facts.js), their cards
(data/finder/, written by find-cards.js), words (spelling.js, find-words.js) and a postcode's place
(postcode.js). Help in danger comes with the page (crisis-words.js).
What the page must hold is written in templates/search.html.
*/

/* The rule, without a page: what is asked of the finder, and how it stands in an address.

A question is {q: the words, <group>: [values ticked], unknown, miles, sort}. In an address it is
"#area=arts-and-culture&day=1,4"; words stand there only where they are given ("q").
`choices` are {group, value}, all that can be ticked.
*/
self.connectdoQuestion = function (choices) {
  "use strict";
  const OTHERS = ["unknown", "miles", "sort"];
  const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]? *\d[a-z]{2}\b/i;
  const groups = [...new Set(["is", "day", "part", ...choices.map(({ group }) => group)])];
  const squeezed = (text) => text.slice(0, 200).normalize("NFKC").replace(/\s+/g, " ").trim();

  /* The question of an address, with words that were kept elsewhere. What cannot be ticked is passed
     over. */
  function read(hash, words) {
    const given = new URLSearchParams(hash.slice(1));
    const question = { q: squeezed(given.get("q") || words) };
    groups.forEach((group) => {
      const values = (given.get(group) || "").split(",");
      question[group] = choices.filter((each) => each.group === group && values.includes(each.value))
        .map(({ value }) => value);
    });
    OTHERS.forEach((name) => { question[name] = given.get(name) || ""; });
    return question;
  }

  function hashOf(question, q = "") {
    const parts = [];
    const add = (name, values) => {
      if (values.length) parts.push(`${name}=${values.map(encodeURIComponent).join(",")}`);
    };
    add("q", q ? [q] : []);
    groups.forEach((group) => add(group, question[group] || []));
    OTHERS.forEach((name) => add(name, [question[name]].filter(Boolean)));
    return parts.length ? `#${parts.join("&")}` : "";
  }

  const nothing = () => Object.fromEntries([
    ["q", ""], ...groups.map((group) => [group, []]), ...OTHERS.map((name) => [name, ""])]);
  const ticksNothing = (question) => groups.every((group) => !question[group].length);

  /* What a step of the history counted miles from; null where that is not what we put there. */
  const placeIn = (state) => {
    const place = state?.from;
    return place?.words?.trim && isFinite(place.point?.[0] - place.point?.[1]) ? place : null;
  };

  /* A whole postcode among the words, and the words without it. */
  const postcodeIn = (text) => [(POSTCODE.exec(text) || [""])[0], text.replace(POSTCODE, " ")];

  return { groups, squeezed, read, hashOf, nothing, ticksNothing, placeIn, postcodeIn };
};

// ---- the page ----

(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const form = byId("search");
  if (!form) return;
  const part = (name) => byId(`search-${name}`);
  const field = byId("words");
  const near = byId("near");
  const results = part("results");
  const heading = part("heading");
  const { dataset } = form;
  const { now, timesOf } = self.connectdoDates;

  const PAUSE = 250; // milliseconds without a key, then it searches
  const SLOW = 500; // milliseconds, then it says that it looks

  const places = JSON.parse(dataset.places);
  const here = places.filter(({ over }) => !over);
  const absolute = (address, id) => new URL(address.replace("{}", id), location.href).href;
  const choices = [...form.querySelectorAll(".ticks input")].map((input, index) => ({
    index, input, group: input.dataset.group || input.name, value: input.value, why: input.dataset.why,
    words: input.nextSibling.textContent,
    count: input.parentNode.lastChild,
  }));
  const { groups, squeezed, read, hashOf, nothing, ticksNothing, placeIn, postcodeIn } =
    self.connectdoQuestion(choices);

  // ---- until something is asked ----

  /* What is on next, on the day on which the page is read: the next come first, as many as are to be
     seen. The page waits with its first picture until this was done. */
  function sortSoon() {
    const list = document.querySelector("[data-soonest]");
    if (!list) return;
    const at = now();
    const start = (item) => (timesOf(item.querySelector("[data-ahead]").dataset.ahead, at)
      .find(({ end }) => end > at) || { start: "9" }).start;
    const items = [...list.children].map((item) => [start(item), item]).sort();
    items.forEach(([next, item], place) => {
      item.hidden = next === "9" || place >= Number(list.dataset.soonest);
      list.append(item);
    });
    list.parentNode.classList.toggle("past", list.firstElementChild.hidden);
  }
  sortSoon();
  document.addEventListener("visibilitychange", sortSoon);
  window.addEventListener("pageshow", sortSoon);

  // ---- what is loaded on use ----

  const files = new Map();

  /* Each script once; one that did not come is tried again. */
  function load(address) {
    if (!files.has(address)) {
      files.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => {
          files.delete(address);
          script.remove();
          failed(new Error(address));
        };
        document.head.append(script);
      }));
    }
    return files.get(address);
  }

  let missing = new Set(); // names of boroughs of which something did not arrive
  let lookIn = null; // find-facts.js and find-cards.js at work
  let cards = null;
  const taken = new Set(); // boroughs whose facts are in

  async function facts(wanted, lost = missing) {
    const [lookScript, cardScript] = dataset.scripts.split(" ");
    const came = wanted.map((place) => load(absolute(dataset.facets, place.id)).catch(() => {
      lost.add(place.name);
    }));
    await Promise.all([load(lookScript), load(cardScript), ...came]);
    lookIn = lookIn || self.connectdoFindFacts({ choices, groups, justOver: Number(dataset.justOver) });
    cards = cards || self.connectdoFindCards({
      choices, groups, lookIn, part, load, absolute, files: dataset, here, places, hashOf, ticksNothing,
      stateHere, askFor, say, steer, beside: () => facts(places, new Set()),
    });
    wanted.forEach((place) => {
      const found = (self.connectdoFacets || {})[place.id];
      if (!found || taken.has(place)) return;
      taken.add(place);
      lookIn.read(place, found);
    });
    if (!wanted.some((place) => taken.has(place))) throw new Error("No facts could be loaded.");
  }

  let engine = null;
  let program = null;

  async function words() {
    // Half of all that a search loads, so it comes beside the script that needs it.
    program = program || fetch(`${absolute(dataset.bundle, here[0].id)}wasm.en.pagefind`).catch(() => {});
    await Promise.all([
      load(absolute(dataset.interests)).catch(() => {}), ...dataset.findWords.split(" ").map(load)]);
    engine = engine || self.connectdoFindWords(program);
    return engine;
  }

  // ---- what is asked ----

  let from = null; // {point, words}: of a postcode; kept with this step of the history alone
  let order = ""; // that was asked for; else the one that suits the question
  let steps = 0; // of this page's, before this one

  /* Boroughs over the border join when it is known how far they are. */
  const placesNow = () => places.filter(({ over }) => !over || from);
  const wordPlaces = () => placesNow().map((place) => ({
    ...place, bundle: absolute(dataset.bundle, place.id), words: absolute(dataset.words, place.id),
  }));
  const isIdle = (state) => !state.q && !from && ticksNothing(state);
  const orderOf = ({ sort, q }) => {
    const fits = { best: q, nearest: from, soonest: true };
    return fits[sort] ? sort : q ? "best" : from ? "nearest" : "soonest";
  };

  /* What the address and this step of the history ask for. A link may hold words, too. */
  const stateHere = () => read(location.hash, String(history.state?.q || ""));
  const addressOf = (state) => location.pathname + location.search + hashOf(state);

  /* Words that ask for help stay out of the history: somebody else may look there. */
  function keep(state, how = "replaceState", address = addressOf(state)) {
    history[how]({ from, steps, q: kindOfHelp(state.q) ? "" : state.q }, "", address);
  }

  function stateOfForm() {
    const typed = near ? postcodeIn(field.value)[1] : field.value;
    const state = { ...stateHere(), q: squeezed(typed) };
    groups.forEach((group) => { state[group] = []; });
    choices.forEach(({ input, group, value }) => { if (input.checked) state[group].push(value); });
    if (part("unknown")) state.unknown = part("unknown").checked ? "yes" : "";
    if (near) state.miles = part("miles").value;
    state.sort = order;
    return state;
  }

  function showInForm(state) {
    field.value = state.q;
    choices.forEach(({ input, group, value }) => { input.checked = state[group].includes(value); });
    if (part("unknown")) part("unknown").checked = Boolean(state.unknown);
    if (near) {
      part("miles").value = state.miles;
      const place = from ? from.words : "";
      if (near.value !== place) part("near-says").textContent = "";
      near.value = place;
    }
    part("sort").value = state.sort; // what it does not have is none
    order = part("sort").value;
  }

  // ---- what the page says ----

  let guessed = 0; // words that were taken for others

  function say(text, offer, retry) {
    part("status").textContent = text;
    part("offers").hidden = !offer;
    if (part("quiet")) part("quiet").hidden = !offer && !guessed;
    part("again").hidden = !retry;
  }

  function clear() {
    guessed = 0;
    results.textContent = "";
    part("ways").textContent = "";
    part("more").hidden = true;
    say("");
  }

  function fail(mine, what) {
    if (mine !== turn) return;
    clear();
    say(`${what} cannot be loaded just now. You may be offline. These lists still lead to everything.`,
      true, true);
  }

  /* What find-cards.js asks for by its buttons. */
  const steer = {
    sort(value) {
      order = value;
      go(true);
    },
    forget() {
      from = null;
      askFor({ q: stateHere().q });
    },
  };

  /* Puts this question in place of the one that stands there, and leads to what it finds. */
  const askFor = (state) => {
    showInForm({ ...nothing(), ...state });
    return go(true).then(toFound);
  };
  const toFound = () => {
    if (!document.documentElement.classList.contains("helping")) {
      (part("found").hidden ? part("top") : heading).focus();
      if (!part("found").hidden) part("found").scrollIntoView();
    }
  };

  /* The first two of these files come with the page, the third with a second word or with a letter
     of another alphabet. */
  const crisis = dataset.crisis.split(" ");
  const helpWords = (number) => Promise.all(crisis.slice(0, number).map((file) =>
    load(absolute(file)).catch(() => {}))).then(() => helpFirst(field.value));

  const needed = (text) => (/\S\s|[^\0-\x7f]/.test(text) ? 3 : 2);

  const kindOfHelp = (text) =>
    (text && self.connectdoCrisisKind ? self.connectdoCrisisKind(text) : "");

  /* Help first, where what is typed asks for it. On this device alone; nothing of it is kept. */
  function helpFirst(text) {
    const kinds = kindOfHelp(text);
    if (part("help") && self.connectdoHelpFirst) self.connectdoHelpFirst(kinds);
    return kinds;
  }

  // ---- finding ----

  let turn = 0; // the question that counts; an older one that ends late is dropped
  async function run(state) {
    turn += 1;
    const mine = turn;
    if (state.q) await helpWords(needed(state.q));
    if (mine !== turn) return;
    const help = helpFirst(state.q);
    keep(state);
    const idle = help || isIdle(state);
    missing = new Set();
    part("found").hidden = idle;
    if (part("soon")) part("soon").hidden = !idle || help;
    part("sort").querySelector("[value=best]").disabled = !state.q;
    part("sort").querySelector("[value=nearest]").disabled = !from;
    part("sort").value = orderOf(state);
    if (idle) {
      clear();
      part("chosen").textContent = part("chosen").dataset.none;
      results.removeAttribute("aria-busy");
      if (cards && !help) cards.countAll(stateHere());
      return;
    }
    const slow = setTimeout(() => { if (mine === turn) say("Looking …"); }, SLOW);
    results.setAttribute("aria-busy", "true");
    try {
      const [answer] = await Promise.all([
        state.q ? words().then((ready) => ready.find(state.q, wordPlaces())).catch(() => null) : null,
        facts(placesNow()),
      ]);
      if (mine !== turn) return;
      const unsearched = state.q && !answer;
      if (unsearched && isIdle({ ...state, q: "" })) return fail(mine, "The search");
      if (answer) answer.missing.forEach((name) => missing.add(name));
      const number = cards.ask({
        state, answer, engine, from, missing, unsearched, order: orderOf(state),
        current: () => mine === turn,
      });
      guessed = answer && answer.instead.length;
      if (number) await cards.showNext();
      else if (missing.size && state.q) fail(mine, "The search");
      else {
        clear();
        cards.showNothing();
        // One word that nothing has may be a cry that the first file does not know.
        await helpWords(3);
        if (mine === turn && kindOfHelp(state.q)) run(state);
      }
    } catch (error) {
      fail(mine, "The list");
    } finally {
      clearTimeout(slow);
      if (mine === turn) results.removeAttribute("aria-busy");
    }
  }

  // ---- how far ----

  async function findPlace() {
    const answer = await load(dataset.postcode).then(() =>
      self.connectdoPostcode(dataset.postcodes).placeOf(near.value), () => ({ place: null, says: "offline" }));
    from = answer.place;
    part("near-says").textContent = part("near-says").dataset[answer.says] || answer.says;
    order = from ? "nearest" : order.replace("nearest", "");
    return go(true);
  }

  function showNear() {
    near.closest("details").open = true;
    near.scrollIntoView({ block: "center" });
  }

  /* A postcode among the words is a place to count from, and like it goes into no address. */
  function goOn(final) {
    const [code] = postcodeIn(field.value);
    if (!near || !code || code === near.value) return go(final);
    near.value = code;
    return findPlace().then(() => { if (!from) showNear(); });
  }

  // ---- the question, in the form and in the address ----

  let timer = 0;
  let settled = true; // what stands in the address is a step that "back" leads to

  function go(final, state = stateOfForm()) {
    clearTimeout(timer);
    const before = stateHere();
    const another = state.q !== before.q || hashOf(state) !== hashOf(before);
    const step = another && settled && !kindOfHelp(state.q);
    if (step) steps += 1;
    keep(state, step ? "pushState" : "replaceState");
    settled = final;
    return run(state);
  }

  function open(words = "") {
    clearTimeout(timer);
    settled = true;
    const state = stateHere();
    state.q = state.q || squeezed(words);
    showInForm(state);
    // A link may name a distance or an order that the form does not have.
    run({ ...stateOfForm(), q: state.q });
  }

  /* The numbers of the drawer are written as soon as somebody comes near. */
  const early = () => {
    facts(here).then(() => { if (part("found").hidden) cards.countAll(stateHere()); }).catch(() => {});
  };
  form.addEventListener("focusin", early, { once: true });
  form.addEventListener("pointerover", early, { once: true });
  field.addEventListener("focus", () => {
    words().then((ready) => ready.warm(wordPlaces())).catch(() => {});
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    helpWords(needed(field.value));
    if (squeezed(field.value).length !== 1) timer = setTimeout(goOn, PAUSE, false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (near && document.activeElement === near) return findPlace();
    const typed = field.value;
    goOn(true).then(() => {
      const lost = near && !from && postcodeIn(typed)[0];
      if (field.value === typed && !lost) toFound(); // whoever types on is left alone
    });
  });
  form.addEventListener("change", ({ target }) => {
    if (target === near) findPlace();
    else if (target !== field) go(true);
  });
  part("show").addEventListener("click", () => {
    part("show").closest("details").open = false;
    toFound();
  });
  part("again").addEventListener("click", () => {
    heading.focus();
    go(true);
  });
  results.addEventListener("click", () => { settled = true; });
  // "#main" and "#team" are places on this page, and no question.
  const isPlace = () => location.hash && !location.hash.includes("=");
  window.addEventListener("popstate", ({ state }) => {
    if (!state) return; // a link within this page, or another end of the address: see below
    from = placeIn(state);
    steps = Number(state.steps) || 0;
    if (!isPlace()) open();
  });
  window.addEventListener("hashchange", () => {
    if (history.state) return;
    steps += 1;
    if (isPlace()) keep({ q: squeezed(field.value) }, "replaceState", location.href);
    else open();
  });
  // What crisis-words.js asks before it leaves: nothing stays in the field, and how far to go back.
  self.connectdoLeave = () => {
    field.value = "";
    return steps;
  };

  /* What find-cards.js sent along with a link to the search of all boroughs, once. */
  function brought() {
    try {
      const words = sessionStorage.getItem("connectdo.words") || "";
      sessionStorage.removeItem("connectdo.words");
      return words;
    } catch {
      return "";
    }
  }

  form.hidden = false;
  from = placeIn(history.state);
  steps = Number(history.state?.steps) || 0;
  history.replaceState({ from, steps, q: history.state?.q }, "", location.href);
  helpWords(2);
  const sent = brought();
  if (sent || history.state?.q || from || location.hash.includes("=")) open(sent);
})();
