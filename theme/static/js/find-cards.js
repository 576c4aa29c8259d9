/* What the finder's cards say, and why each matched. finder.js loads this on first use.

A card's facts come from data/finder/ (device/finder_cards.py); its places are those of the template
#search-card: each data-fact is filled, or taken out where there is nothing to say.
*/
self.connectdoFindCards = function (finder) {
  "use strict";
  const {
    choices, groups, lookIn, part, load, absolute, files, here, places, hashOf, ticksNothing, stateHere,
    askFor, say, steer, beside,
  } = finder;
  const PAGE = 10;
  const alone = here.length === 1;
  const wordsOf = (group, value) =>
    (choices.find((each) => each.group === group && each.value === value) || { words: value }).words;
  const { root } = files;
  const { mask, isOfAll } = lookIn;
  const page = location.protocol === "file:" ? "index.html" : "";
  const { now, leaf, things, and } = self.connectdoDates;
  const today = () => now().slice(0, 10);

  /* "Tuesday mornings", for what of the chosen times is true of it. */
  function times(row, { day, part }) {
    const met = [];
    (day.length ? day : [""]).forEach((one) => (part.length ? part : [""]).forEach((time) => {
      if (!(row.time & mask(one ? [one] : [], time ? [time] : []))) return;
      const name = one && wordsOf("day", one);
      met.push(!time ? `${name}s` : name ? `${name} ${time}s` : `${wordsOf("part", time)}s`);
    }));
    return and(met);
  }

  /* "Tuesday mornings · Step-free · Someone can go with you": what of the question is true of this one. */
  function whyOf(row, card, state, words) {
    const said = [];
    if (state.day.length || state.part.length) said.push(times(row, state));
    choices.forEach(({ index, group, value, words: name, why }) => {
      if (!row.fits[index] || !state[group].includes(value) || group === "in" || group === "area" || value === "today" || value === "week") return;
      said.push(row.fits[index] === 2 ? `${name}: not known, ask them`
        : why || (group === "who" ? `For: ${name}` : name));
    });
    if (words) {
      const shown = `${card.name} ${card.summary}`.toLowerCase();
      const unseen = row.words.map((word) => word.toLowerCase()).filter((word) => !shown.includes(word));
      row.interests.forEach((id) => {
        const called = ` ${(self.connectdoInterests || {})[id] || ""}`;
        const name = wordsOf("interest", id);
        if (unseen.some((word) => called.includes(` ${word}`)) && !said.includes(name)) said.push(name);
      });
      if (row.words.length < words.asked.length) {
        said.push(`Has ${and(row.words.map((word) => `“${word}”`))}`);
      }
    }
    const whole = said.join(" · ");
    return whole.charAt(0).toUpperCase() + whole.slice(1);
  }

  const addressOf = ({ ref }) => `${root}${ref.replace("/", "/listing/")}/${page}`;

  function cardOf(row, card, state, words) {
    const made = part("card").content.cloneNode(true);
    const area = choices.find(({ group, index }) => group === "area" && row.fits[index]);
    const borough = card.borough || (alone && !row.over ? "" : row.place.name);
    const facts = {
      ...card, borough,
      far: row.miles === undefined ? "" : self.connectdoMiles.words(row.miles),
      why: whyOf(row, card, state, words),
      state: (card.states || []).filter(([, , starts]) => !starts || starts <= today())
        .map(([, label]) => label).join(" · "),
    };
    made.querySelectorAll("[data-fact]").forEach((place) => {
      const fact = facts[place.dataset.fact];
      if (fact) place.textContent = fact;
      else place.remove();
    });
    const picture = made.querySelector("[data-picture]");
    if (card.picture) picture.src = root + card.picture;
    else picture.remove();
    made.querySelectorAll("[data-drawing]").forEach((drawing) => {
      if (card.picture || drawing.dataset.drawing !== area.value) drawing.remove();
    });
    const next = made.querySelector("[data-next]");
    if (card.next) {
      if (row.rule) next.dataset.ahead = row.rule;
      leaf(next.querySelector("time"), card.next);
    } else next.remove();
    made.querySelector(".card").classList.add(area.value);
    const link = made.querySelector("a");
    link.href = addressOf(row);
    // How far it is goes along to its page, on the device; the place does not.
    link.onclick = () => {
      try { sessionStorage.setItem("connectdo.far", `${row.ref} ${facts.far}`); } catch { /* it goes without */ }
    };
    return made;
  }

  // ---- the question that stands, and what answers it ----

  let asked = {}; // as finder.js asks it: state, answer, from, missing, unsearched, order, current
  let words = null; // those of the answer, as find-facts.js takes them
  let rows = [];
  let shown = 0;

  function showCounts(counts) {
    choices.forEach(({ count, index }) => { count.textContent = counts[index]; });
  }

  /* While nothing is asked: how many each choice would find. */
  function countAll(state) {
    lookIn.measure(null);
    showCounts(lookIn.look(state, null).counts);
  }

  /* Takes in a question, and writes what was chosen and the numbers of the choices. Gives how many
     things it finds. */
  function ask(question) {
    asked = question;
    lookIn.measure(asked.from && asked.from.point);
    words = lookIn.takeWords(asked.answer, asked.state);
    const { hits, counts } = lookIn.look(asked.state, words);
    showCounts(counts);
    rows = lookIn.inOrder(hits, asked.order);
    shown = 0;
    part("ways").textContent = "";
    part("link").parentNode.hidden = true;
    part("show").textContent = rows.length ? `Show ${things(rows.length)}` : "Nothing fits. See why";
    showChosen(asked);
    showHelp(asked);
    return rows.length;
  }

  /* Who helps with what no list can give, and where else there is what nothing here has. */
  function showHelp({ state, answer, engine, from, current }) {
    if (part("elsewhere")) part("elsewhere").hidden = true;
    if (answer && answer.needs.length) {
      Promise.all(files.elsewhere.split(" ").map((file) => load(absolute(file)))).then(() => {
        if (current()) self.connectdoShowNeeds(answer.needs);
      }, () => {});
    }
    if (!words || !words.unmet.length || !alone || !ticksNothing(state)) return;
    load(files.beyond).then(() => self.connectdoFindBeyond({
      engine, answer, unmet: words.unmet, state, from, place: here[0], lookIn, load, absolute,
      files, ways: part("ways"), current,
    })).catch(() => {});
  }

  /* All that was chosen, in one line. The drawer opens from it. */
  function showChosen({ state, from }) {
    const small = (text) => text.charAt(0).toLowerCase() + text.slice(1);
    const chosen = groups.flatMap((group) => state[group].map((value) =>
      (group === "is" || group === "access" ? small : String)(wordsOf(group, value))));
    if (from) chosen.push(state.miles ? small(part("miles").selectedOptions[0].text) : `near ${from.words}`);
    const line = chosen.join(", ");
    part("chosen").textContent = line ? `${line.charAt(0).toUpperCase()}${line.slice(1)} · Change`
      : part("chosen").dataset.none;
    part("clear").hidden = !line;
  }

  /* The next ten cards; gives the first of them. Rejects when none of them arrives. */
  async function showNext() {
    const { state, missing, current } = asked;
    const some = rows.slice(shown, shown + PAGE);
    const facts = await Promise.all(some.map(({ card: [piece, number] }) =>
      load(absolute(files.cards, piece)).then(() => self.connectdoCards[piece][number], () => null)));
    if (!current()) return null;
    const lost = facts.includes(null);
    if (lost && facts.every((each) => !each)) throw new Error("No card could be fetched.");
    const list = part("results");
    if (!shown) {
      list.textContent = "";
      offerWords();
    }
    const first = list.children.length;
    facts.forEach((card, at) => { if (card) list.append(cardOf(some[at], card, state, words)); });
    shown += some.length;
    part("more").hidden = shown >= rows.length;
    document.dispatchEvent(new Event("connectdo-dates"));
    const trouble = missing.size || asked.unsearched || lost;
    say(foundWords(lost), trouble, trouble);
    return list.children[first];
  }

  // ---- what is said before what was found ----

  const wordsBefore = ({ answer, unsearched }) => (unsearched
    ? "We could not search for your words just now. This is what fits your other choices. "
    : (answer ? answer.instead : []).map(([typed, meant]) =>
      `We looked for “${meant}” instead of “${typed}”. `).join(""));

  const partly = ({ missing }) =>
    (missing.size ? ` We could not search ${and([...missing])} just now.` : "");

  /* How many were found, how many of them are shown, and what is not whole. */
  const foundWords = (lost) =>
    `${wordsBefore(asked)}${things(rows.length)} found` +
    `${words && words.most < words.asked.length ? " with some of these words" : ""}.` +
    `${rows.length > shown ? ` These are the first ${shown}.` : ""}` +
    `${lost ? " Some could not be fetched just now." : ""}${partly(asked)}`;

  // ---- what is said where nothing was found ----

  function called({ group, values }) {
    if (group === "miles") return `within ${values[0]} ${values[0] === "1" ? "mile" : "miles"}`;
    if (group === "q") return `“${values[0]}”`;
    return values.map((value) => wordsOf(group, value)).join(isOfAll(group) ? " and " : " or ");
  }

  function item(...inside) {
    const made = document.createElement("li");
    made.append(...inside);
    return made;
  }

  function link(text, href, kind = "") {
    const made = document.createElement("a");
    made.href = href;
    made.className = kind;
    made.textContent = text;
    return made;
  }

  /* A link that puts another question in place of this one. */
  function linkItem(text, state) {
    const made = link(text, hashOf(state) || "#", "button quiet");
    made.onclick = (event) => {
      event.preventDefault();
      askFor(state);
    };
    return item(made);
  }

  /* Nearest spellings, where it is not plain which was meant. */
  const offerWords = () => part("ways").append(...(asked.answer?.offers || []).map(([typed, meant]) =>
    linkItem(`Did you mean “${meant}”?`, { ...asked.state, q: asked.state.q.replace(typed, meant) })));

  /* "None here. The nearest is Sunrise sitting in Southwark, about 2 miles away." */
  async function sayNearest() {
    const { state, from, current } = asked;
    await beside();
    if (!current()) return;
    lookIn.measure(from && from.point);
    const row = lookIn.nextDoor(state);
    if (!row) return;
    const [piece, number] = row.card;
    await load(absolute(files.cards, piece));
    if (!current()) return;
    const far = row.miles === undefined ? "" : `, ${self.connectdoMiles.words(row.miles)} away`;
    part("ways").prepend(item("None here. The nearest is ",
      link(self.connectdoCards[piece][number].name, addressOf(row)), ` in ${row.place.name}${far}.`));
  }

  /* The same question to all boroughs. Its words go along on the device, and not in the address. */
  function elsewhere(state) {
    const made = link("Look in all boroughs", `${root}search/${page}${hashOf(state)}`, "button quiet");
    made.onclick = () => {
      try { sessionStorage.setItem("connectdo.words", state.q); } catch { /* then they are typed again */ }
    };
    return item(made);
  }

  const near = ({ miles }) => (miles < 999 ? `, the nearest ${self.connectdoMiles.words(miles)}` : "");

  const outWords = (out) =>
    `${out.only ? "Only" : "Leave out"} ${called(out)}: ${things(out.number)}${near(out)}`;

  function nothingIn({ q }, out, alone) {
    if (alone) return `Nothing found for “${q}”. Try fewer words, or other words. These lists lead to everything.`;
    if (!out || out.only) return "Nothing fits all of that. Take off a choice or two.";
    return `Nothing fits all of that. Without ${called(out)} there ` +
      `${out.number === 1 ? "is" : "are"} ${things(out.number)}.`;
  }

  /* What could be left out, and what a neighbour has; for words alone find-beyond.js says that. */
  function showNothing() {
    const { state, from } = asked;
    const plain = ticksNothing(state) && !(from && state.miles);
    const outs = plain ? [] : lookIn.waysOut(state, words);
    say(wordsBefore(asked) + nothingIn(state, outs[0], plain) + partly(asked), true, asked.missing.size);
    part("ways").append(...outs.slice(0, 3).map((out) => linkItem(outWords(out), out.without)));
    offerWords();
    if (here.length === places.length) return;
    part("ways").append(elsewhere(state));
    if (!plain && !state.q) sayNearest().catch(() => {});
  }

  // ---- a link that holds the words, only when it is asked for ----

  function share() {
    const [field, says] = [part("link"), part("link-says")];
    field.value = new URL(hashOf(stateHere(), stateHere().q) || "#", location.href).href;
    field.parentNode.hidden = false;
    field.select();
    says.textContent = "Copy this link. It holds your words.";
    if (navigator.clipboard) {
      navigator.clipboard.writeText(field.value).then(() => {
        says.textContent = "The link is copied. It holds your words.";
      }, () => {});
    }
  }

  const on = (name, kind, act) => part(name).addEventListener(kind, act);
  on("share", "click", share);
  on("sort", "change", () => steer.sort(part("sort").value));
  on("clear", "click", () => steer.forget());
  on("more", "click", () => {
    showNext().then((card) => { if (card) card.querySelector("a").focus(); },
      () => say("The next ones cannot be loaded just now. You may be offline.", true, true));
  });

  return { ask, countAll, showNext, showNothing };
};
