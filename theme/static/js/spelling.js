/* What typed words ask for, and which known word was meant: the rule, without the search and a page.

It does as derive/spelling.py and data/letters.py do; tests/fixtures/cases/spelling.yml and
letters.yml hold them together. Its words and endings are those of data/interests.js
(device/interest_words.py); without that file every word counts, and none is taken for another.
*/
self.connectdoSpelling = function (rules) {
  "use strict";
  const { shortest, long, it } = rules;
  const empty = new Set((rules.empty || "").split(" "));
  const plain = (word) => word.toLowerCase().replace("’", "'");
  const isEmpty = (word) => empty.has(plain(word));
  let words = null;
  const softly = new Set((rules.soft || "").split(" "));
  const isIt = (word) => Boolean(it) && /^it$/i.test(word);

  /* The words that say something, as they were typed. A whole postcode says its first half and its
     sector. "it" counts where it is short for a thing ("IT help"): in capitals among small letters,
     or first and before no empty word. */
  function saying(text) {
    const given = [...new Set(text.replace(/\b([a-z]{1,2}\d[a-z\d]?) ?(\d)[a-z]{2}\b/gi, "$1 $1$2")
      .match(/[\p{L}\p{N}\p{M}_'’-]+/gu))].filter((word) => /[\p{L}\p{N}]/u.test(word));
    return given.filter((word, at) => !isEmpty(word) || (isIt(word) &&
      (at || isEmpty(given[1] || "") ? word === "IT" && /[a-z]/.test(text) : true)));
  }

  /* Those of them that are looked for: what says little ("group", "help") is where nothing else is. */
  function asked(text) {
    const found = saying(text);
    const telling = found.filter((word) => !softly.has(plain(word)));
    return telling.length ? telling : found;
  }

  /* Those that say little, and only put in order what the others find. */
  const soft = (text) => saying(text).filter((word) => !asked(text).includes(word));

  /* In small letters, without accents, strokes and letters written as one. The table says what
     people type for the letters that Unicode leaves whole; English words need none. */
  function folded(word, table) {
    const apart = word.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    if (/^[\0-\x7f]+$/.test(apart)) return apart;
    const typed = new Map(table.split(" ").flatMap((group) =>
      [...group.replace(/[a-zσ]/g, "")].map((letter) => [letter, group.match(/^[a-zσ]*/)[0]])));
    return [...apart].map((letter) => typed.get(letter) ?? letter).join("").normalize("NFC") || word;
  }

  /* As the index has it: a word that is short for a thing is called otherwise there. */
  const inIndex = (word, typed) => (isIt(word) ? it : typed);

  /* Whether it is a whole word of our own for an interest or for people, and nobody is still typing
     it: "men" is no beginning of "mending". */
  const isWhole = (word) => {
    words = words || new Set(Object.values(self.connectdoInterests || {}).concat(rules.people || "")
      .join(" ").split(" "));
    return words.has(word) || Boolean(rules.endings && isForm(word, words));
  };

  /* Whether it is long enough to be a slip; a number never is one. */
  const maybeSlip = (word) => word.length >= shortest && !/\d/.test(word);

  /* Whether a word is one of these with a regular ending. */
  const isForm = (word, words) => rules.endings.some((endings, changes) =>
    endings.split(" ").some((ending) => {
      const base = word.slice(0, -ending.length);
      if (!word.endsWith(ending) || base.length < 3) return false;
      if (!changes) return words.has(base);
      return words.has(`${base}e`) || (words.has(base) && !new RegExp(rules.doubles).test(base));
    }));

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

  /* The known word that the folded one begins, or that says what a doer does ("knitter": knitting),
     or the nearest spelling, and then true; of several the one that most listings have, then the
     first in the alphabet; "" for none. `english` are words that stay what they are. */
  function meantBy(word, { known, english }) {
    const most = word.length < long ? 1 : 2;
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
      else if (!right && each.length >= shortest) {
        far = Math.min(between(word, each), between(sound(word), sound(each)));
      }
      const rank = [far, -count, each];
      const place = rank.findIndex((value, at) => value !== best[at]);
      if (rank[place] < best[place]) best = rank;
    });
    return [best[2], best[0] >= 0];
  }

  /* The numbers of the needs that a text names and no list of things to do can meet, as
     derive/elsewhere_words.py hears them; none without crisis-words.js. */
  function needs(text) {
    const written = (phrases) => ` (?:${phrases.replace(/\*/g, "[^ ]*").replace(/\n/g, "|")})(?= )`;
    const typed = ` ${(self.connectdoPlainWords?.(text, " ") || []).join(" ")} `;
    return (rules.needs || []).flatMap(([phrases, innocent], number) => {
      const left = innocent ? typed.replace(new RegExp(written(innocent), "g"), " |") : typed;
      return new RegExp(written(phrases)).test(left) ? [number] : [];
    });
  }

  return { asked, soft, needs, folded, inIndex, isWhole, maybeSlip, meantBy };
};
