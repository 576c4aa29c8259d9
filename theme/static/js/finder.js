/* The finder: words, choices and distance joined, all on the reader's own device.

What was ticked stands after "#" and goes nowhere (connectdoQuestion says how). Words and a postcode's
place stand in no address: they are kept with the step of the history. Only "Share this
search" makes a link that holds the words, as "#q=singing". What is needed comes on first use: the
facts of the listings (<borough>/facets.js, looked through by find-facts.js), their cards
(data/finder/, written by find-cards.js), words (spelling.js, find-words.js), a postcode's place (postcode.js)
and the map (map.js, from find-cards.js). Help in danger comes with the page (crisis-words.js).
What the page must hold is written in templates/search.html.
*/

/* The rule, without a page: what is asked of the finder, and how it stands in an address.

A question is {q: the words, <group>: [values ticked], unknown, miles, sort, view}. In an address it
is "#area=arts-and-culture&day=1,4"; words stand there only where they are given ("q").
`choices` are {group, value}, all that can be ticked.
*/
self.connectdoQuestion = function (choices) {
  "use strict";
  const OTHERS = ["unknown", "miles", "sort", "view"];
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
  const { things } = self.connectdoDates;

  const PAGE = 10;
  const PAUSE = 250; // milliseconds without a key, then it searches
  const SLOW = 500; // milliseconds, then it says that it looks

  const places = JSON.parse(dataset.places);
  const here = places.filter(({ over }) => !over);
  const absolute = (address, id) => new URL(address.replace("{}", id), location.href).href;
  const choices = [...form.querySelectorAll(".ticks input")].map((input, index) => ({
    index, input, group: input.name, value: input.value, why: input.dataset.why,
    words: input.parentNode.querySelector("span").textContent,
    count: input.parentNode.querySelector("small"),
  }));
  const { groups, squeezed, read, hashOf, nothing, ticksNothing, placeIn, postcodeIn } =
    self.connectdoQuestion(choices);
  const wordsOf = (group, value) =>
    (choices.find((each) => each.group === group && each.value === value) || { words: value }).words;

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

  async function facts(wanted) {
    const [lookScript, cardScript] = dataset.scripts.split(" ");
    const came = wanted.map((place) => load(absolute(dataset.facets, place.id)).catch(() => {
      missing.add(place.name);
    }));
    await Promise.all([load(lookScript), load(cardScript), ...came]);
    lookIn = lookIn || self.connectdoFindFacts({ choices, groups, justOver: Number(dataset.justOver) });
    cards = cards || self.connectdoFindCards({
      choices, wordsOf, lookIn, part, load, files: dataset, alone: here.length === 1,
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
  let steps = 0; // of this page's, before this one

  /* Boroughs over the border join when it is known how far they are. */
  const placesNow = () => places.filter(({ over }) => !over || from);
  const wordPlaces = () => placesNow().map((place) => ({
    ...place, bundle: absolute(dataset.bundle, place.id), words: absolute(dataset.words, place.id),
  }));
  const isIdle = (state) => !state.q && !from && ticksNothing(state);

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
    state.sort = part("sort").value;
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
    part("sort").value = state.sort;
    form.querySelectorAll("details").forEach((each) => {
      if (each.querySelector(":checked:not(option)")) each.open = true;
    });
  }

  // ---- what the page says ----

  function say(text, offer, retry) {
    part("status").textContent = text;
    part("offers").hidden = !offer;
    if (part("quiet")) part("quiet").hidden = !offer && !asked.guessed;
    part("again").hidden = !retry;
  }

  function clear() {
    asked.guessed = false;
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

  function linkItem(text, state, kind) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = hashOf(state) || "#";
    link.className = kind;
    link.textContent = text;
    link.onclick = (event) => {
      event.preventDefault();
      const whole = { ...nothing(), ...state };
      showInForm(whole);
      go(true, whole).then(() => (part("found").hidden ? part("top") : heading).focus());
    };
    item.append(link);
    return item;
  }

  /* What was chosen, each with a link that takes it off. */
  function showChosen(state) {
    const items = [];
    const offer = (text, without) => {
      const item = linkItem(text, without, "chosen");
      item.firstChild.setAttribute("aria-label", `Take off: ${text}`);
      items.push(item);
    };
    groups.forEach((group) => state[group].forEach((value) => offer(wordsOf(group, value),
      { ...state, [group]: state[group].filter((each) => each !== value) })));
    if (state.miles && from) offer(part("miles").selectedOptions[0].text, { ...state, miles: "" });
    if (items.length > 1) items.push(linkItem("Take all off", { q: state.q, sort: state.sort, view: state.view }, ""));
    part("chosen").replaceChildren(...items);
  }

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
  let found = [];
  let shown = 0;
  let asked = {}; // what is shown: its state, words, and what to say before and after the number

  async function showNext(mine) {
    const rows = found.slice(shown, shown + PAGE);
    const facts = await Promise.all(rows.map(({ card: [piece, number] }) =>
      load(absolute(dataset.cards, piece)).then(() => self.connectdoCards[piece][number], () => null)));
    if (mine !== turn) return null;
    const lost = facts.includes(null);
    if (lost && facts.every((each) => !each)) throw new Error("No card could be fetched.");
    if (!shown) results.textContent = "";
    const first = results.children.length;
    facts.forEach((card, at) => {
      if (card) results.append(cards.cardOf(rows[at], card, shown + at + 1, asked.state, asked.words));
    });
    shown += rows.length;
    part("more").hidden = shown >= found.length;
    document.dispatchEvent(new Event("connectdo-dates"));
    const trouble = missing.size || asked.unsearched || lost;
    say(cards.foundWords(asked, found.length, shown, lost, missing), trouble, trouble);
    cards.drawMap(asked.state.view === "map", found);
    return results.children[first];
  }

  /* Nearest spellings, where it is not plain which was meant. */
  function offerWords() {
    asked.offers.forEach(([typed, meant]) => part("ways").append(linkItem(`Did you mean “${meant}”?`,
      { ...asked.state, q: asked.state.q.replace(typed, meant) }, "button quiet")));
  }

  function showNothing() {
    const { state, before, words: said } = asked;
    const alone = ticksNothing(state) && !(from && state.miles);
    const outs = alone ? [] : lookIn.waysOut(state, said);
    clear();
    outs.slice(0, 3).forEach((out) => part("ways").append(
      linkItem(cards.outWords(out), out.without, "button quiet")));
    offerWords();
    if (here.length < places.length) part("ways").append(cards.elsewhere(hashOf(state), state.q));
    say(before + cards.nothingWords(state, outs[0], alone, missing), true, missing.size);
    cards.drawMap(asked.state.view === "map", found);
  }

  async function run(state) {
    turn += 1;
    const mine = turn;
    if (state.q) await helpWords(needed(state.q));
    if (mine !== turn) return;
    const help = helpFirst(state.q);
    keep(state);
    const idle = help || isIdle(state);
    showChosen(state);
    missing = new Set();
    part("found").hidden = idle;
    part("sort").querySelector("[value=nearest]").disabled = !from;
    if (idle) {
      clear();
      results.removeAttribute("aria-busy");
      if (lookIn && !help) {
        lookIn.measure(null);
        showCounts(lookIn.look(state, null).counts);
      }
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
      if (part("elsewhere")) part("elsewhere").hidden = true;
      if (answer && answer.needs.length) {
        Promise.all(dataset.elsewhere.split(" ").map((file) => load(absolute(file)))).then(() => {
          if (mine === turn) self.connectdoShowNeeds(answer.needs);
        }, () => {});
      }
      if (unsearched && isIdle({ ...state, q: "" })) return fail(mine, "The search");
      if (answer) answer.missing.forEach((name) => missing.add(name));
      lookIn.measure(from && from.point);
      const said = lookIn.takeWords(answer, state);
      const { hits, counts } = lookIn.look(state, said);
      showCounts(counts);
      found = lookIn.inOrder(hits, state.sort);
      shown = 0;
      asked = {
        state, words: said, unsearched, guessed: answer && answer.instead.length,
        offers: answer ? answer.offers : [],
        some: said && said.most < said.asked.length,
        before: cards.wordsBefore(answer, unsearched),
      };
      part("ways").textContent = "";
      part("link").parentNode.hidden = true;
      part("show").textContent = found.length ? `Show ${things(found.length)}` : "Nothing fits. See why";
      if (said && said.unmet.length && here.length < 2 && ticksNothing(state)) {
        load(dataset.beyond).then(() => self.connectdoFindBeyond({
          engine, answer, unmet: said.unmet, state, from, place: here[0], lookIn, load, absolute,
          files: dataset, ways: part("ways"), current: () => mine === turn,
        })).catch(() => {});
      }
      if (found.length) {
        offerWords();
        await showNext(mine);
      } else if (missing.size && said) fail(mine, "The search");
      else {
        showNothing();
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

  function showCounts(counts) {
    choices.forEach(({ count, index }) => { count.textContent = counts[index]; });
  }

  // ---- how far ----

  async function findPlace() {
    const answer = await load(dataset.postcode).then(() =>
      self.connectdoPostcode(dataset.postcodes).placeOf(near.value), () => ({ place: null, says: "offline" }));
    from = answer.place;
    part("near-says").textContent = part("near-says").dataset[answer.says] || answer.says;
    part("sort").value = from ? "nearest" : part("sort").value.replace("nearest", "");
    go(true);
  }

  /* A postcode among the words is a place to count from, and like it goes into no address. */
  function goOn(final) {
    const [code] = postcodeIn(field.value);
    if (!near || !code || code === near.value) return go(final);
    near.value = code;
    return findPlace().then(() => { if (!from) near.scrollIntoView({ block: "center" }); });
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

  const early = () => { facts(here).catch(() => {}); };
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
    goOn(true);
    // On a phone the keyboard would lie over what was found.
    if (matchMedia("(pointer: coarse)").matches) field.blur();
  });
  form.addEventListener("change", ({ target }) => {
    if (target === near) findPlace();
    else if (target !== field) go(true);
  });
  part("sort").addEventListener("change", () => go(true));
  if (part("on-map")) {
    part("on-map").addEventListener("click", () => {
      const state = stateOfForm();
      go(true, { ...state, view: state.view === "map" ? "" : "map" });
    });
  }
  part("show").addEventListener("click", () => heading.focus());
  part("again").addEventListener("click", () => {
    heading.focus();
    go(true);
  });
  part("share").addEventListener("click", () => {
    cards.share(part("link"), part("link-says"), hashOf(asked.state, asked.state.q));
  });
  part("more").addEventListener("click", () => {
    const mine = turn;
    showNext(mine).then((item) => { if (item) item.querySelector("a").focus(); },
      () => say("The next ones cannot be loaded just now. You may be offline.", true, true));
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
