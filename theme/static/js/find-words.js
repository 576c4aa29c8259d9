/* Finds listings by words in Pagefind's bundles, on the reader's own device.

A listing has a word when it holds that word or a longer one that begins with it; what Pagefind
finds for a shorter beginning ("ha" for "harmonica") is no match. For a word that nothing has, the
one that was meant is looked for among the known words, which are loaded then.

`connectdoFindWords(program)` gives `warm` and `find`. The program is the answer to come of Pagefind's
own file in the first place, where it was asked for already. A place is {id, name, bundle, words}: a
borough, the address of its Pagefind folder, ending in "/", and that of its known words
(device/spelling_words.py), which is called as the folder that holds the bundle. Boroughs that are searched
as one share a bundle and a file of words; on one page a borough is always searched in the same
bundle, since a listing has the same name in all. */
self.connectdoFindWords = function (sent) {
  "use strict";
  /* A name counts most, as the weights of told/findable.py say; a long description is no fault. */
  const RANKING = {
    pageLength: 0.1, termFrequency: 0.3, termSimilarity: 4, metaWeights: { title: 4 },
  };
  /* Words that say nothing: the list of told/findable.py. */
  const EMPTY_WORDS = new Set(("a an and any are as at be by can do for from get go how i i'm im in " +
    "is it like me my near of on or some something somewhere that the there thing things this to " +
    "want we what where who will with would you your").split(" "));
  /* One of them is short for a thing of its own ("IT help"), and the index calls it so then: the
     word of told/findable.py. */
  const IT = /^it$/i;
  const IT_IN_INDEX = "qzit";
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
      import(`${path}pagefind.js${tries > 1 ? `?try=${tries}` : ""}`).catch(() => null);
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
      bundle.options = { ranking: RANKING, metaCacheTag: index.hash };
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

  /* Whether a word is one of these with a regular ending, as derive/spelling.py says. */
  const isForm = (word, words) => ["s", "es", "ly", "ed", "ing", "er", "ers"].some((ending, at) => {
    const base = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || base.length < 3) return false;
    if (at < 3) return words.has(base);
    return words.has(`${base}e`) || (words.has(base) && !/[^aeiou][aeiou][^aeiouwxy]$/.test(base));
  });

  /* How many letters are too many, too few, wrong, or changed places. */
  function slipsBetween(one, other) {
    const rows = [];
    for (let i = 0; i <= one.length; i += 1) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const slip = one[i - 1] === other[j - 1] ? 0 : 1;
        const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        rows[i][j] = i ? Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + slip,
          swapped && i > 1 && j > 1 ? rows[i - 2][j - 2] + 1 : Infinity) : j;
      }
    }
    return rows[one.length][other.length];
  }

  /* The known word that the typed one begins, or that says what a doer does ("knitter": knitting),
     or the nearest spelling, and then true; of several the one that most listings have, then the
     first in the alphabet; "" for none. The slips that are forgiven, and the words that stay what
     they are, are those of derive/spelling.py. */
  function meantBy(word, { known, english }) {
    const most = word.length < 8 ? 1 : 2;
    const sound = (text) => text.replace(/ph/g, "f");
    const between = (one, other) =>
      (one[0] === other[0] && Math.abs(one.length - other.length) <= most ? slipsBetween(one, other) : 9);
    const right = english.has(word) || isForm(word, english) || isForm(word, known);
    const [, done] = /^(\p{L}{3,}?)(?:[eo]r|ist)s?$/u.exec(word) || [];
    const deed = done && new RegExp(`^${done.replace(/(.)\1$/, "$1$1?")}(?:.?ing${word.includes("ist") ? "|e?s?" : ""})$`);
    let best = [most + 0.5, 0, ""];
    known.forEach((count, each) => {
      let far = Infinity;
      if (each.startsWith(word)) far = -2;
      else if (deed && deed.test(each)) far = -1;
      else if (!right && each.length > 3) {
        far = Math.min(between(word, each), between(sound(word), sound(each)));
      }
      const rank = [far, -count, each];
      const place = rank.findIndex((value, at) => value !== best[at]);
      if (rank[place] < best[place]) best = rank;
    });
    return [best[2], best[0] >= 0];
  }

  // ---- letters ----

  /* In small letters, without accents, strokes and letters written as one, as data/letters.py does.
     What people type for the letters that Unicode leaves whole comes with the known words. */
  async function folded(word, letters) {
    const apart = word.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    if (/^[\0-\x7f]+$/.test(apart)) return apart;
    await letters();
    const typed = new Map((self.connectdoLetters || "").split(" ").flatMap((group) =>
      [...group.replace(/[a-zσ]/g, "")].map((letter) => [letter, group.match(/^[a-zσ]*/)[0]])));
    return [...apart].map((letter) => typed.get(letter) ?? letter).join("").normalize("NFC") || word;
  }

  // ---- finding ----

  /* ref → score of the listings of these bundles that have a word. Where a bundle has the word
     itself, or finds less for it than for the strange one that begins with it, all that Pagefind
     found begins with the word; else it shortened the word until it found something. */
  async function look({ engine, asked }, word) {
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
    asked.forEach((bundle) => {
      if (!idsIn(whole, bundle) && idsIn(strange, bundle) === idsIn(wide, bundle)) return;
      wide.results.forEach(({ id, score }) => {
        const listing = bundle.listings[id];
        const ref = !listing || listing.includes("/") ? listing : `${bundle.id}/${listing}`;
        if (ref) found.set(ref, Math.max(score, found.get(ref) || 0));
      });
    });
    return found;
  }

  /* {found: Map(ref → {score, words: those typed that it has}), asked: the words that say something,
     instead: [[typed, looked for]] where one word alone is none and one is near, offers: the same
     for several, of which none is changed; missing: names of places of which a file did not arrive}.
     Rejects where nothing could be searched. */
  async function find(text, places) {
    // A whole postcode says its first half and its sector.
    const given = [...new Set(text.replace(/\b([a-z]{1,2}\d[a-z\d]?) ?(\d)[a-z]{2}\b/gi, "$1 $1$2")
      .match(/[\p{L}\p{N}\p{M}_'’-]+/gu))].filter((word) => /[\p{L}\p{N}]/u.test(word));
    const isEmpty = (word) => EMPTY_WORDS.has(word.toLowerCase().replace("’", "'"));
    // Short for a thing: in capitals among small letters, or first and before no empty word.
    const asked = given.filter((word, at) => !isEmpty(word) || (IT.test(word) &&
      (at || isEmpty(given[1] || "") ? word === "IT" && /[a-z]/.test(text) : true)));
    const found = new Map();
    const instead = [];
    const offers = [];
    if (!asked.length) return { found, asked, instead, offers, missing: [] };
    const search = await ready(places);
    let known = null;
    const words = () => (known = known || knownWords(search.asked));
    const answers = await Promise.all(asked.map(async (word) => {
      const typed = await folded(word, words);
      const has = await look(search, IT.test(word) ? IT_IN_INDEX : typed);
      if (has.size || word.length < 4 || /\d/.test(word)) return has;
      const [other, guessed] = meantBy(typed, await words());
      if (other && guessed) offers.push([word, other]);
      return other && !guessed ? look(search, other) : has;
    }));
    // In a search with two unknown words nobody can tell what was meant.
    if (offers.length === 1 && answers.filter(({ size }) => !size).length === 1) {
      const [[word, other]] = offers;
      const meant = await look(search, other);
      answers[asked.indexOf(word)] = meant;
      if (meant.size) instead.push(...offers.splice(0));
    }
    answers.forEach((answer, place) => answer.forEach((score, ref) => {
      const known = found.get(ref) || { score: 0, words: [] };
      found.set(ref, { score: known.score + score, words: [...known.words, asked[place]] });
    }));
    const missing = places.filter((place) =>
      search.asked.some((bundle) => bundle.missing && inOne([place], bundle))).map(({ name }) => name);
    if (!found.size && missing.length === places.length) throw new Error("Nothing could be searched.");
    return { found, asked, instead, offers, missing };
  }

  return { warm: (places) => ready(places).then(() => {}, () => {}), find };
};
