/* Tells which families of danger are named by what somebody typed, as derive/crisis_words.py does,
and shows who answers them.

It reads data/crisis.js and data/crisis-more.js (device/danger_words.py) when it is asked, so it must be
asked again when they arrive. Nothing that was typed is kept or sent. */
(function () {
  "use strict";

  // ---- the rule: what was heard, without a page ----

  const NOTHING = { help: {}, elsewhere: {}, not: "" };
  let made = {}; // of these files: what looks for their phrases

  function make(first, more) {
    const { elsewhere } = more;
    const whole = (text) => text.replace(/[(*~#]|<([\w-]+)>/g, (sign, slot) =>
      (slot ? whole(first.slots[slot]) : first.signs[sign]));
    const anyOf = (texts, flags) =>
      new RegExp(`(?:${texts.map(whole).join("|").replace(/\n/g, "|")})(?= |$)`, flags);
    const wordsIn = (text) => [...text.matchAll(/ ([\p{L}\p{N}]+)/gu)].map(([, word]) => word);
    const innocent = more.not;
    const names = [...new Set([...Object.keys(first.help), ...Object.keys(more.help)])];
    const english = [...Object.values(first.slots), ...Object.values(first.help), ...Object.values(more.help)].join("\n");
    const spelt = first.spelt.split(" ").filter(Boolean);
    const joinable = new Set([...wordsIn(english), ...Object.keys(first.means), ...spelt]
      .filter((word) => word.length > 1 || word === "i"));
    const known = new Set([...joinable, ...wordsIn(innocent), ...first.notSlips.split(" "),
      ...wordsIn(Object.values(elsewhere).join("\n"))]);
    const stems = [...`${english}\n${innocent}`.matchAll(/ ([\p{L}\p{N}]{4,})\*/gu)].map(([, stem]) => stem);
    const means = new Map(Object.entries(first.means));
    const meant = (word) => means.get(word) || word;

    /* At most one letter too many, too few, wrong, or two that changed places. */
    function near(one, other) {
      let start = 0;
      let [a, b] = [one.length, other.length];
      if (Math.abs(a - b) > 1) return false;
      while (start < Math.min(a, b) && one[start] === other[start]) start += 1;
      while (a > start && b > start && one[a - 1] === other[b - 1]) [a, b] = [a - 1, b - 1];
      const [left, right] = [one.slice(start, a), other.slice(start, b)];
      return left.length + right.length < 2 || (left.length === 1 && right.length === 1) ||
        (left.length === 2 && right.length === 2 && left === right[1] + right[0]);
    }

    /* The known words of which a long one is made, or null. */
    function apart(word) {
      if (word.length < first.joined) return null;
      const rests = [[]];
      for (let end = 1; end <= word.length; end += 1) {
        for (let start = 0; start < end && !rests[end]; start += 1) {
          const part = word.slice(start, end);
          if (rests[start] && joinable.has(part)) rests[end] = [...rests[start], part];
        }
      }
      return rests[word.length];
    }

    function said(typed) {
      const word = typed.replace(/(\p{L})\1\1+/gu, "$1");
      if (means.has(word) || known.has(word)) return meant(word);
      const parts = apart(word);
      if (parts) return parts.map(meant).join(" ");
      if (stems.some((stem) => word.startsWith(stem))) return word;
      return spelt.find((each) => each[0] === word[0] && near(word, each)) || word;
    }

    const away = innocent ? anyOf([innocent], "g") : null;
    const families = names.map((name) =>
      [name, [first.help[name], more.help[name], elsewhere[name]].filter(Boolean)])
      .filter(([, texts]) => texts.length).map(([name, texts]) => [name, anyOf(texts)]);
    const ask = (words) => {
      const text = words.map((word) => ` ${said(word)}`).join("");
      const left = away ? text.replace(away, " |") : text;
      return families.filter(([, found]) => found.test(left)).map(([name]) => name);
    };
    return { ask, names };
  }

  /* The words without capitals, accents, apostrophes and signs; `dot` is what a full stop or a hyphen
     becomes. tests/fixtures/cases/letters.yml holds it and derive/crisis_words.py together. */
  self.connectdoPlainWords = (typed, dot) => typed.toUpperCase().toLowerCase().normalize("NFKD")
    .replace(/[łøđı]/g, (letter) => "lodi"["łøđı".indexOf(letter)])
    .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad\u0060'’‘ʼ´]/g, "")
    .replace(/[.\-‐‑–—_]/g, dot)
    .match(/[\p{L}\p{N}]+/gu) || [];

  /* The families, with a space between; "" where nothing asks for help. */
  self.connectdoCrisisKind = function (typed) {
    const first = self.connectdoCrisis;
    if (!first) return "";
    const files = [first, self.connectdoCrisisMore || NOTHING];
    if (!made.files || files.some((file, at) => file !== made.files[at])) {
      made = { files, ...make(...files) };
    }
    // A full stop or a hyphen parts words, or it does not: nobody can tell which was meant.
    const heard = [" ", ""].flatMap((dot) => made.ask(self.connectdoPlainWords(typed, dot)));
    return made.names.filter((name) => heard.includes(name)).join(" ");
  };

  // ---- the page: who answers ----

  const byId = (id) => document.getElementById(`search-${id}`);
  let shown = "";
  let heading = "";

  /* Fills the box of templates/search.html for these families; then nothing else stands there. */
  self.connectdoHelpFirst = function (kinds) {
    if (kinds === shown) return;
    const [box, top] = [byId("help"), byId("top")];
    heading = shown ? heading : top.textContent;
    shown = kinds;
    const inside = (query) => box.querySelector(query).content.firstElementChild.cloneNode(true);
    const heard = kinds.split(" ");
    const people = self.connectdoCrisis.people.filter((each) =>
      each[3].split(" ").some((family) => heard.includes(family)));
    box.querySelector("ul").replaceChildren(...people.map(([name, says, ways]) => {
      const item = inside("template");
      [item.children[0].textContent, item.children[1].textContent] = [name, says];
      item.lastElementChild.append(...ways.map(([kind, href, note, number]) => {
        const way = inside(`[data-way=${kind}]`);
        way.firstElementChild.href = href;
        way.querySelector("span").textContent = `${note} ${number}`;
        return way;
      }));
      return item;
    }));
    box.hidden = !kinds;
    document.documentElement.classList.toggle("helping", Boolean(kinds));
    top.textContent = kinds ? box.dataset.heading : heading;
    byId("help-says").textContent = kinds ? box.dataset.says : "";
    byId("leave").onclick = leave;
  };

  /* Another page in place of this one and of its earlier steps, so that Back does not lead here. */
  function leave() {
    const steps = self.connectdoLeave();
    const { to } = byId("leave").dataset;
    const away = () => location.replace(to);
    self.connectdoHelpFirst("");
    if (!steps) return away();
    window.addEventListener("popstate", away, { once: true });
    history.go(-steps);
    return setTimeout(away, 500); // where the browser keeps its steps to itself
  }
})();
