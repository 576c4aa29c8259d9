/* The search page: finds listings by words, on the reader's own device.

The words stand after "#q=" and are sent nowhere. Pagefind, which finds them, is loaded when the
field is first used. What the page must hold is written in templates/search.html.
*/
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const form = byId("search");
  if (!form) return;
  const field = byId("words");
  const status = byId("search-status");
  const offers = byId("search-offers");
  const again = byId("search-again");
  const list = byId("search-results");
  const more = byId("search-more");
  const blank = byId("search-card").content;

  const PAGE = 10;
  const PAUSE = 250; // milliseconds without a key, then it searches
  const SLOW = 500; // milliseconds, then it says that it looks
  /* A name counts most, as the weights of views/findable.py say; a long description is no fault. */
  const RANKING = {
    pageLength: 0.1, termFrequency: 0.3, termSimilarity: 4, metaWeights: { title: 4 },
  };
  /* Words that say nothing: the list of views/findable.py. */
  const EMPTY_WORDS = new Set(("a an and any are as at be by can do for from get go how i i'm im in " +
    "is it like me my near of on or some something somewhere that the there thing things this to " +
    "want we what where who will with would you your").split(" "));
  const absolute = (address) => new URL(address, location.href).href;
  const root = new URL(list.dataset.root || ".", location.href).pathname;
  const bundles = JSON.parse(list.dataset.bundles).map(
    ({ href, name }) => ({ path: absolute(href), name }));

  // ---- Pagefind's files ----

  /* Pagefind answers "nothing" when one of its files does not arrive, without an error. So its files
     pass through here: what failed is remembered, and what it will ask for is fetched early. */
  const browserFetch = window.fetch.bind(window);
  const early = new Map();
  let missing = new Set(); // names of boroughs of which a file did not arrive

  function getFile(address, bundle, options) {
    return browserFetch(address, options).then((response) => {
      const type = response.headers.get("content-type") || "";
      if (!response.ok || type.includes("html")) throw new Error(`${address}: ${response.status}`);
      return response;
    }).catch((error) => {
      missing.add(bundle.name);
      throw error;
    });
  }

  function getEarly(name, bundle, options) {
    const address = bundle.path + name;
    const file = getFile(address, bundle, options);
    early.set(address, file);
    return file;
  }

  window.fetch = function (address, options) {
    const plain = absolute(address.url || address).split("?")[0];
    const bundle = bundles.find(({ path }) => plain.startsWith(path));
    if (!bundle) return browserFetch(address, options);
    const file = early.get(plain) || getFile(plain, bundle, options);
    early.delete(plain);
    return file;
  };

  let tries = 0;

  /* Pagefind over every bundle that can be had. The first gives the program; a browser remembers a
     module that failed, so each try has an address of its own. */
  async function load() {
    missing = new Set();
    early.clear();
    tries += 1;
    const module = import(`${bundles[0].path}pagefind.js${tries > 1 ? `?try=${tries}` : ""}`);
    module.catch(() => {}); // looked at below, where it may be too late for the browser
    const entries = await Promise.all(bundles.map((bundle) =>
      getEarly("pagefind-entry.json", bundle, { cache: "no-cache" })
        .then((response) => response.clone().json())
        .then(({ languages }) => ({ bundle, index: languages.en || Object.values(languages)[0] }))
        .catch(() => ({ bundle, index: null }))));
    const full = entries.filter(({ index }) => index); // a borough may have no listing yet
    if (!full.length && !missing.size) return { search: async () => ({ results: [] }) };
    if (!full.length) throw new Error("No part of the search could be loaded.");
    getEarly(`wasm.${full[0].index.wasm}.pagefind`, full[0].bundle).catch(() => {});
    const ready = (await Promise.all(full.map((each) =>
      getEarly(`pagefind.${each.index.hash}.pf_meta`, each.bundle).then(() => each, () => null))
    )).filter(Boolean);
    if (!ready.length) throw new Error("No part of the search could be loaded.");
    const options = (each) => ({ baseUrl: root, ranking: RANKING, metaCacheTag: each.index.hash });
    // Without its worker: in some browsers a worker cannot read what was saved for offline.
    const engine = (await module).createInstance(
      { basePath: ready[0].bundle.path, noWorker: true, ...options(ready[0]) });
    await engine.search(""); // it has started when it has answered
    await Promise.all(ready.slice(1).map(
      (each) => engine.mergeIndex(each.bundle.path, options(each))));
    return engine;
  }

  let loading = null;

  function engine() {
    if (!loading) {
      loading = load();
      loading.catch(() => { loading = null; });
    }
    return loading;
  }

  // ---- what the page says ----

  const things = (number) => (number === 1 ? "1 thing" : `${number} things`);
  const and = (names) => names.join(", ").replace(/, ([^,]*)$/, " and $1");

  function say(words, offer, retry) {
    status.textContent = words;
    offers.hidden = !offer;
    again.hidden = !retry;
  }

  function partly() {
    const names = [...missing].filter(Boolean);
    if (!missing.size) return "";
    return ` We could not search ${names.length ? and(names) : "everything"} just now.`;
  }

  function card({ url, meta }) {
    const item = blank.cloneNode(true);
    const here = bundles.length === 1 && bundles[0].name === meta.borough;
    const facts = { ...meta, borough: here ? "" : ` · ${meta.borough}` };
    item.querySelectorAll("[data-fact]").forEach((place) => {
      const fact = facts[place.dataset.fact];
      if (fact) place.textContent = fact;
      else (place.closest(".glance li") || place).remove();
    });
    item.querySelectorAll("[data-drawing]").forEach((drawing) => {
      if (drawing.dataset.drawing !== meta.drawing) drawing.replaceWith();
    });
    item.querySelector("article").classList.add(meta.drawing);
    item.querySelector("a").href = url;
    return item;
  }

  // ---- finding ----

  let turn = 0; // the search that counts; an older one that ends late is dropped
  let found = [];
  let some = ""; // said when nothing has all the words
  let shown = 0;
  let timer = 0;

  async function showNext(mine) {
    const part = found.slice(shown, shown + PAGE);
    const loaded = await Promise.all(part.map((result) => result.data().catch(() => null)));
    if (mine !== turn) return;
    const cards = document.createDocumentFragment();
    loaded.filter(Boolean).forEach((result) => cards.append(card(result)));
    if (!shown) list.textContent = "";
    const next = list.children.length;
    list.append(cards);
    shown += part.length;
    more.hidden = shown >= found.length;
    if (missing.size) loading = null; // the next search starts afresh
    if (!list.children.length) throw new Error("No result could be fetched.");
    const first = found.length > shown ? ` These are the first ${shown}.` : "";
    say(`${things(found.length)} found${some}.${first}${partly()}`, missing.size, missing.size);
    return list.children[next];
  }

  function clear() {
    turn += 1;
    found = [];
    list.textContent = "";
    more.hidden = true;
    list.removeAttribute("aria-busy");
    say("");
  }

  function fail(mine) {
    if (mine !== turn) return;
    loading = null;
    clear();
    say("The search cannot be loaded just now. You may be offline. " +
      "These lists still lead to everything.", true, true);
  }

  /* What has all the words, or, where nothing has, most of them. Pagefind drops a word that a bundle
     does not know, and a borough without the word would answer with everything else; so each word
     is asked for by itself as well. */
  async function matches(pagefind, words) {
    const all = words.split(" ");
    const said = all.filter((word) => !EMPTY_WORDS.has(word.toLowerCase().replace("’", "'")));
    const parts = said.length ? said : all;
    const byWord = await Promise.all(parts.map((word) => pagefind.search(word)));
    const results = new Map(); // by id: a listing of two boroughs is in both bundles
    byWord.forEach((answer) => {
      const here = new Map(answer.results.map((result) => [result.id, result]));
      here.forEach((result, id) => {
        const known = results.get(id) || { id, data: result.data, words: 0, score: 0 };
        results.set(id, known);
        known.words += 1;
        known.score += result.score;
      });
    });
    const most = Math.max(0, ...[...results.values()].map((each) => each.words));
    return {
      best: [...results.values()].filter((each) => each.words === most)
        .sort((one, other) => other.score - one.score),
      how: most < parts.length ? " with some of these words" : "",
    };
  }

  async function search(words) {
    if (!words) return clear();
    turn += 1;
    const mine = turn;
    const slow = setTimeout(() => { if (mine === turn) say("Looking …"); }, SLOW);
    list.setAttribute("aria-busy", "true");
    try {
      const { best, how } = await matches(await engine(), words);
      if (mine !== turn) return;
      found = best;
      some = how;
      shown = 0;
      if (found.length) await showNext(mine);
      else if (missing.size) fail(mine);
      else {
        clear();
        say(`Nothing found for “${words}”. Try fewer words, or other words. ` +
          "These lists lead to everything.", true);
      }
    } catch (error) {
      fail(mine);
    } finally {
      clearTimeout(slow);
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  }

  // ---- the words, in the field and in the address ----

  const wordsIn = (text) => text.replace(/\s+/g, " ").trim();
  const wordsOf = (hash) => new URLSearchParams(hash.slice(1)).get("q") || "";
  let settled = true; // the words in the address are a step that "back" leads to

  function keep(words, final) {
    const hash = words ? `#q=${encodeURIComponent(words)}` : "";
    const address = location.pathname + location.search + hash;
    if (wordsOf(location.hash) !== words) {
      if (settled) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    settled = final;
  }

  function go(final) {
    clearTimeout(timer);
    const words = wordsIn(field.value);
    keep(words, final);
    search(words);
  }

  function open() {
    clearTimeout(timer);
    const words = wordsIn(wordsOf(location.hash));
    settled = true;
    field.value = words;
    search(words);
  }

  field.addEventListener("focus", () => { engine().catch(() => {}); });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (wordsIn(field.value).length !== 1) timer = setTimeout(go, PAUSE, false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
    // On a phone the keyboard would lie over what was found.
    if (matchMedia("(pointer: coarse)").matches) field.blur();
  });
  list.addEventListener("click", () => { settled = true; });
  again.addEventListener("click", () => { loading = null; field.focus(); go(true); });
  more.addEventListener("click", () => {
    const mine = turn;
    showNext(mine).then((item) => { if (item) item.querySelector("a").focus(); }, () => fail(mine));
  });
  window.addEventListener("hashchange", () => {
    // "#main" and "#team" are places on this page, and no words.
    if (!location.hash || location.hash.startsWith("#q=")) open();
  });

  form.hidden = false;
  if (wordsOf(location.hash)) open();
})();
