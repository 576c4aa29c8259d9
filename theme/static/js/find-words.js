/* Finds listings by words in Pagefind's bundles, on the reader's own device.

A listing has a word when it holds that word or a longer one that begins with it; what Pagefind
finds for a shorter beginning ("ha" for "harmonica") is no match. For a word that nothing has, the
one that was meant is looked for among the known words, which are loaded then. Which words are asked
for, and which is meant, says spelling.js, which comes with this.

`connectdoFindWords(program, code)` gives `warm` and `find`. The program is the answer to come of
Pagefind's own file in the first place, and the code the address of its script, where one of them
is there already. A place is {id, name, bundle, words}: a
borough, the address of its Pagefind folder, ending in "/", and that of its known words
(device/spelling_words.py), which is called as the folder that holds the bundle. Boroughs that are searched
as one share a bundle and a file of words; on one page a borough is always searched in the same
bundle, since a listing has the same name in all. */
self.connectdoFindWords = function (sent, code) {
  "use strict";
  // An answer can be read only once; the other engine reads this.
  const spare = sent && sent.then((program) => program?.clone());
  // What a longer word counts that begins with one that may still be being typed, or is typed.
  const BEGUN = 0.6;
  const BEGUN_BEFORE = 0.3;
  // What a word counts that says little, beside one that says more: it never finds by itself.
  const SOFT = 0.3;
  // Pagefind's program, for pages in English.
  const PROGRAM = "wasm.en.pagefind";
  // No word goes on so.
  const STRANGE = "qzqz";
  const absolute = (address) => new URL(address, document.baseURI).href;

  // ---- Pagefind's files ----

  /* Pagefind answers "nothing" when one of its files does not arrive, without an error. So its files
     pass through here: what failed is remembered, and what it will ask for is fetched early. */
  const browserFetch = self.fetch.bind(self);
  // Address → what is known of a bundle, from its newest try.
  const bundles = new Map();
  const early = new Map();

  async function getFile(address, bundle, options, asked) {
    try {
      const response = await asked || await browserFetch(address, options);
      const isPage = /html/.test(response.headers.get("content-type"));
      if (!response.ok || isPage) throw new Error(address);
      return response;
    } catch (error) {
      bundle.missing = true;
      throw error;
    }
  }

  function getEarly(bundle, name, options, asked) {
    const address = bundle.path + name;
    const file = getFile(address, bundle, options, asked);
    early.set(address, file);
    return file;
  }

  self.fetch = function (address, options) {
    const plain = absolute(address).split("?")[0];
    const bundle = [...bundles.values()].find(({ path }) => plain.startsWith(path));
    if (!bundle) return browserFetch(address, options);
    const file = early.get(plain) || getFile(plain, bundle, options);
    early.delete(plain);
    return file;
  };

  const inOne = (places, { path }) => places.some(({ bundle }) => absolute(bundle) === path);

  // ---- one engine over the bundles of all places that were ever asked for ----

  let tries = 0;
  // {bundles, engine, turn}; its turn is over when all have joined.
  let started = null;

  /* What did not arrive is asked for afresh the next time: Pagefind itself never asks twice. */
  async function ready(places) {
    if (started && started.bundles.some(({ missing }) => missing)) started = null;
    started = started || { bundles: [], turn: Promise.resolve() };
    const mine = started;
    mine.turn = mine.turn.then(() => join(mine, places));
    await mine.turn;
    return {
      engine: mine.engine,
      asked: mine.bundles.filter((bundle) => inOne(places, bundle)),
    };
  }

  async function join(mine, places) {
    const added = [];
    places.forEach((place) => {
      const path = absolute(place.bundle);
      if ([...mine.bundles, ...added].some((bundle) => bundle.path === path)) return;
      added.push({ ...place, path, called: path.split("/").slice(-3)[0], listings: {} });
    });
    if (!added.length) return;
    added.forEach((bundle) => {
      mine.bundles.push(bundle);
      bundles.set(bundle.path, bundle);
    });
    const starts = !mine.engine;
    if (starts) tries += 1;
    // A browser remembers a program that failed, so each try has an address of its own.
    const programOf = ({ path }) =>
      import(code || `${path}pagefind.js${tries > 1 ? `?try=${tries}` : ""}`).catch(() => null);
    const atOnce = starts && programOf(added[0]);
    await Promise.all(added.map((bundle, place) => open(bundle, starts && !place).catch(() => {
      bundle.missing = true;
    })));
    // A borough may have no listing yet, and then has no program and nothing to find.
    const whole = added.filter(({ options, missing }) => options && !missing);
    try {
      let program = await atOnce;
      if (starts && whole[0]) {
        for (const bundle of whole) program = program || await programOf(bundle);
        // Without its worker: in some browsers a worker cannot read what was saved for offline.
        const engine = program.createInstance(
          { basePath: whole[0].path, noWorker: true, ...whole[0].options });
        // It has started when it has answered.
        await engine.search("");
        mine.engine = engine;
        whole.shift();
      }
      await Promise.all(whole.map((bundle) =>
        mine.engine.mergeIndex(bundle.path, bundle.options)));
    } catch {
      whole.forEach((bundle) => { bundle.missing = true; });
    }
  }

  /* Everything that a bundle needs before it can be searched, in two steps over the wire. */
  async function open(bundle, withEngine) {
    const listings = getFile(`${bundle.path}listings.json`, bundle);
    // Looked at below.
    listings.catch(() => {});
    // Half of all bytes, so it is asked for before the entry says what it is called.
    const program = withEngine && (sent || browserFetch(bundle.path + PROGRAM).catch(() => {}));
    // An answer can be read only once.
    sent = null;
    const entry = await getEarly(bundle, "pagefind-entry.json", { cache: "no-cache" });
    const { languages } = await entry.clone().json();
    const [index] = Object.values(languages);
    if (index) {
      bundle.options = { metaCacheTag: index.hash };
      await Promise.all([
        getEarly(bundle, `pagefind.${index.hash}.pf_meta`),
        withEngine && (index.wasm === "en" ? getEarly(bundle, PROGRAM, {}, program)
          : getEarly(bundle, `wasm.${index.wasm}.pagefind`)),
      ]);
    }
    bundle.listings = await (await listings).json();
  }

  // ---- what was meant ----

  /* Word → how many listings of these places have it. A place whose file does not arrive is left
     out: then it goes on with the words of the others, or without. With them come the English words
     that would be changed here, and stay what they are. */
  async function knownWords(places) {
    const files = self.connectdoWords = self.connectdoWords || {};
    await Promise.all(places.map(({ words, called }) => files[called] || new Promise((done) => {
      const script = document.createElement("script");
      script.src = words;
      script.onload = script.onerror = done;
      document.head.append(script);
    })));
    const known = new Map();
    places.forEach(({ called }) => (files[called] || []).forEach(([words, count]) =>
      words.split(" ").forEach((word) => known.set(word, (known.get(word) || 0) + count))));
    const common = self.connectdoCommon || {};
    const english = new Set(places.flatMap(({ called }) => (common[called] || "").split(" ")));
    return { known, english };
  }

  // ---- other places ----

  let apart = null;

  /* An engine of its own for other places, so that none of their files are asked for by every word
     that is typed here; with the program of the first. */
  function beyond(text, places) {
    apart = apart || self.connectdoFindWords(spare, `${started.bundles[0].path}pagefind.js`);
    return apart.find(text, places);
  }

  // ---- finding ----

  /* How much a word counts that stands at these places of a page (told/findable.py says why). */
  function weightOf(places) {
    const { bands, steady } = self.connectdoWordRules || {};
    if (!bands) return 1;
    return Math.max(0, ...places.map((place) => {
      // In a large index the number of its band is all that a place says.
      if (place >= steady) return bands[Math.floor(place / steady) - 1][1];
      return bands.filter(([start]) => start <= place).pop()[1];
    }));
  }

  /* ref → how much it counts in the listings of these bundles that have a word. Where a bundle has
     the word itself, or finds less for it than for the strange one that begins with it, all that
     Pagefind found begins with the word; else it shortened the word until it found something. */
  async function look({ engine, asked }, word, begun) {
    const found = new Map();
    if (!engine) return found;
    const idsIn = ({ results }, { listings }) =>
      results.map(({ id }) => id).filter((id) => listings[id]).sort().join();
    let [wide, whole] = await Promise.all([engine.search(word), engine.search(`"${word}"`)]);
    let strange = wide;
    if (asked.some((bundle) => idsIn(wide, bundle) && !idsIn(whole, bundle))) {
      strange = await engine.search(word + STRANGE);
      // Again, with the same pieces of the index at hand.
      wide = await engine.search(word);
    }
    const itself = new Map(whole.results.map(({ id, words }) => [id, weightOf(words)]));
    asked.forEach((bundle) => {
      if (!idsIn(whole, bundle) && idsIn(strange, bundle) === idsIn(wide, bundle)) return;
      wide.results.forEach(({ id, words }) => {
        const listing = bundle.listings[id];
        const ref = !listing || listing.includes("/") ? listing : `${bundle.id}/${listing}`;
        const weight = Math.max(itself.get(id) || 0, weightOf(words) * begun);
        if (ref && weight) found.set(ref, weight);
      });
    });
    return found;
  }

  /* What few have says more of what is wanted. */
  const rareness = (has, { asked }) => Math.log(1 + asked.reduce((sum, { listings }) =>
    sum + Object.keys(listings).length, 0) / Math.max(1, has));

  /* {found: Map(ref → {score, words: those typed that it has, weights: what each counts there}),
     asked: the words that say something,
     instead: [[typed, looked for]] where one word alone is none and one is near, offers: the same
     for several, of which none is changed; needs: numbers of those that are met elsewhere; missing: names of places of which a file did not arrive}.
     Rejects where nothing could be searched. */
  async function find(text, places) {
    const rule = self.connectdoSpelling(self.connectdoWordRules || {});
    const asked = rule.asked(text);
    const found = new Map();
    const instead = [];
    const offers = [];
    const needs = rule.needs(text);
    if (!asked.length) return { found, asked, instead, offers, needs, missing: [] };
    const search = await ready(places);
    let known = null;
    const lookFor = (word) => look(search, word, rule.isWhole(word) ? 0 : BEGUN);
    const words = () => (known = known || knownWords(search.asked));
    const answers = await Promise.all(asked.map(async (word, at) => {
      let typed = rule.folded(word, "");
      if (/[^\0-\x7f]/.test(typed)) {
        // What people type for a letter that is left whole comes with the known words.
        await words();
        typed = rule.folded(word, self.connectdoLetters || "");
      }
      const isWhole = rule.isWhole(typed);
      const before = typed.length > 3 ? BEGUN_BEFORE : 0;
      const begun = isWhole ? 0 : at === asked.length - 1 ? BEGUN : before;
      const has = await look(search, rule.inIndex(word, typed), begun);
      if (has.size || isWhole || !rule.maybeSlip(word)) return has;
      const [other, guessed] = rule.meantBy(typed, await words());
      if (other && guessed) offers.push([word, other]);
      return other && !guessed ? lookFor(other) : has;
    }));
    // In a search with two unknown words nobody can tell what was meant.
    if (offers.length === 1 && answers.filter(({ size }) => !size).length === 1) {
      const [[word, other]] = offers;
      const meant = await lookFor(other);
      answers[asked.indexOf(word)] = meant;
      if (meant.size) instead.push(...offers.splice(0));
    }
    answers.forEach((answer, place) => answer.forEach((weight, ref) => {
      const known = found.get(ref) || { score: 0, words: [], weights: [] };
      known.score += weight * rareness(answer.size, search);
      known.words.push(asked[place]);
      known.weights.push(weight);
      found.set(ref, known);
    }));
    await Promise.all(rule.soft(text).map(async (word) => {
      const has = await look(search, rule.folded(word, ""), 0);
      has.forEach((weight, ref) => {
        if (found.has(ref)) found.get(ref).score += SOFT * weight * rareness(has.size, search);
      });
    }));
    const missing = places.filter((place) =>
      search.asked.some((bundle) => bundle.missing && inOne([place], bundle))).map(({ name }) => name);
    if (!found.size && missing.length === places.length) throw new Error("Nothing could be searched.");
    return { found, asked, instead, offers, needs, missing };
  }

  return { warm: (places) => ready(places).then(() => {}, () => {}), find, beyond };
};
