/* What the finder's cards say, and why each matched. finder.js loads this on first use.

A card's facts come from data/finder/ (device/finder_cards.py); its places are those of the template
#search-card: each data-fact is filled, or taken out where there is nothing to say.
*/
self.connectdoFindCards = function (finder) {
  "use strict";
  const { choices, wordsOf, lookIn, part, load, files, alone } = finder;
  const { root } = files;
  const { mask, isOfAll } = lookIn;
  const page = location.protocol === "file:" ? "index.html" : "";
  const { now, dayWords, leaf, things, and } = self.connectdoDates;
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

  /* "Tuesday mornings · about 0.6 miles · Free": what of the question is true of this one. */
  function whyOf(row, card, state, words) {
    const said = [];
    if (state.is.includes("today")) said.push(`On ${dayWords(Date.parse(`${today()}T00:00Z`) / 864e5)}`);
    if (state.day.length || state.part.length) said.push(times(row, state));
    if (row.miles !== undefined) {
      said.push(self.connectdoMiles.words(row.miles) + (row.over ? `, in ${row.place.name}` : ""));
    }
    choices.forEach(({ index, group, value, words: name, why }) => {
      if (!row.fits[index] || !state[group].includes(value) || group === "in" || group === "area") return;
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

  function cardOf(row, card, number, state, words) {
    const item = part("card").content.cloneNode(true);
    const area = choices.find(({ group, index }) => group === "area" && row.fits[index]);
    const borough = card.borough || (alone && !row.over ? "" : row.place.name);
    const facts = {
      ...card, number, borough,
      why: whyOf(row, card, state, words),
      state: (card.states || []).filter(([, , starts]) => !starts || starts <= today())
        .map(([, label]) => label).join(" · "),
    };
    item.querySelectorAll("[data-fact]").forEach((place) => {
      const fact = facts[place.dataset.fact];
      if (fact) place.textContent = fact;
      else place.remove();
    });
    const picture = item.querySelector("[data-picture]");
    if (card.picture) picture.src = card.picture;
    else picture.remove();
    item.querySelectorAll("[data-drawing]").forEach((drawing) => {
      if (card.picture || drawing.dataset.drawing !== area.value) drawing.remove();
    });
    const next = item.querySelector("[data-next]");
    if (card.next) {
      if (row.rule) next.dataset.ahead = row.rule;
      leaf(next.querySelector("time"), card.next);
    } else next.remove();
    item.querySelector(".card").classList.add(area.value);
    item.querySelector("a").href = `${root}${row.ref.replace("/", "/listing/")}/${page}`;
    return item;
  }

  // ---- where on a map ----

  /* What map.js shows of the cards that are there, and what a press on one of its dots does. */
  function dotsOf(found) {
    const links = new Map([...part("results").querySelectorAll("h3 a")].map((link) =>
      [Number(link.parentNode.querySelector(".at").textContent), link]));
    const dots = [...links].map(([number, { textContent }]) =>
      ({ at: found[number - 1].point, number, name: textContent }));
    return [dots.filter(({ at }) => at), (number) => links.get(number).focus()];
  }

  let map = null;

  async function drawMap(wanted, found) {
    const box = part("map");
    if (!box) return;
    const on = wanted && found.length > 0;
    part("on-map").setAttribute("aria-pressed", String(on));
    if (on) await load(files.outlines).then(() => load(files.map)).catch(() => {});
    box.hidden = !on || !self.connectdoMap;
    part("found").classList.toggle("mapped", !box.hidden);
    if (box.hidden) {
      if (on) part("status").textContent += " The map cannot be loaded just now.";
      return;
    }
    map = map || self.connectdoMap(box.querySelector("svg"));
    map.show(...dotsOf(found));
  }

  // ---- what is said before what was found ----

  const wordsBefore = (answer, unsearched) => (unsearched
    ? "We could not search for your words just now. This is what fits your other choices. "
    : (answer ? answer.instead : []).map(([typed, meant]) =>
      `We looked for “${meant}” instead of “${typed}”. `).join(""));

  const partly = (missing) =>
    (missing.size ? ` We could not search ${and([...missing])} just now.` : "");

  /* How many were found, how many of them are shown, and what is not whole. */
  const foundWords = ({ before, some }, number, shown, lost, missing) =>
    `${before}${things(number)} found${some ? " with some of these words" : ""}.` +
    `${number > shown ? ` These are the first ${shown}.` : ""}` +
    `${lost ? " Some could not be fetched just now." : ""}${partly(missing)}`;

  // ---- what is said where nothing was found ----

  function called({ group, values }) {
    if (group === "miles") return `within ${values[0]} ${values[0] === "1" ? "mile" : "miles"}`;
    if (group === "q") return `“${values[0]}”`;
    return values.map((value) => wordsOf(group, value)).join(isOfAll(group) ? " and " : " or ");
  }

  /* The same question to all boroughs. Its words go along on the device, and not in the address. */
  function elsewhere(hash, words) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}search/${page}${hash}`;
    link.className = "button quiet";
    link.textContent = "Look in all boroughs";
    link.onclick = () => {
      try { sessionStorage.setItem("connectdo.words", words); } catch { /* then they are typed again */ }
    };
    item.append(link);
    return item;
  }

  const outWords = (out) => `${out.only ? "Only" : "Leave out"} ${called(out)}: ${things(out.number)}`;

  function nothingIn({ q }, out, alone) {
    if (alone) return `Nothing found for “${q}”. Try fewer words, or other words. These lists lead to everything.`;
    if (!out || out.only) return "Nothing fits all of that. Take off a choice or two.";
    return `Nothing fits all of that. Without ${called(out)} there ` +
      `${out.number === 1 ? "is" : "are"} ${things(out.number)}.`;
  }

  const nothingWords = (state, out, alone, missing) => nothingIn(state, out, alone) + partly(missing);

  // ---- a link that holds the words, only when it is asked for ----

  function share(field, says, hash) {
    field.value = new URL(hash || "#", location.href).href;
    field.parentNode.hidden = false;
    field.select();
    says.textContent = "Copy this link. It holds your words.";
    if (navigator.clipboard) {
      navigator.clipboard.writeText(field.value).then(() => {
        says.textContent = "The link is copied. It holds your words.";
      }, () => {});
    }
  }

  return { cardOf, drawMap, wordsBefore, foundWords, outWords, elsewhere, nothingWords, share };
};
