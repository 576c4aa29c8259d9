/* One thing of a list as one text message, and a whole list in a few words. shortlist.js loads this on
use. It knows no page.

A text of at most 160 letters of GSM 03.38 is one message on any phone, old ones too. One letter from
outside that alphabet would make it 70, and cut it in three: so typographic marks are replaced, and
letters that are not in it lose their accents (é is in it, ő is not). Some signs count two.
tests/device/test_list_text.py asks it.
*/
self.connectdoListText = (function () {
  "use strict";
  const MOST = 160;
  const ALPHABET = new Set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
  const TWICE = new Set("\f^{}\\[~]|€");
  const INSTEAD = {
    "’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "\u0060": "'", "´": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "―": "-", "−": "-", "·": "-", "•": "-",
    "⁄": "/", "×": "x", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "œ": "oe", "Œ": "Oe", "ı": "i", "ẞ": "SS", "\t": " ",
  };

  const isIn = (letter) => ALPHABET.has(letter) || TWICE.has(letter);
  const letterOf = (letter) => (isIn(letter) ? letter : INSTEAD[letter] ?? "");

  /* The same words in letters that every phone has; what has none like it is left out. */
  const plain = (text) => [...text.normalize("NFC")].map((letter) => letterOf(letter) ||
    [...letter.normalize("NFKD")].map(letterOf).join("")).join("").replace(/\s+/g, " ").trim();

  /* How many of the 160 a plain text takes. */
  const lengthOf = (text) => [...text].reduce((sum, letter) => sum + 1 + TWICE.has(letter), 0);

  /* A name as it can be sent, where most of it can; else "". */
  function named(text) {
    const most = (words) => (words.match(/[\p{L}\p{N}]/gu) || []).length;
    const sent = plain(text).replace(/^[\s,.;:-]+/, "");
    return most(sent) * 2 >= most(text) ? sent : "";
  }

  /* At most so many, cut after a word. */
  function cut(text, room) {
    if (lengthOf(text) <= room) return text;
    let kept = [...text];
    while (kept.length && lengthOf(kept.join("")) > room - 3) kept.pop();
    kept = kept.join("");
    const end = kept.lastIndexOf(" ");
    const short = (end > room / 2 ? kept.slice(0, end) : kept).replace(/[\s,.;:-]+$/, "");
    return short && `${short}...`;
  }

  /* A place keeps its postcode, which stands last. */
  function cutPlace(text, room) {
    const at = text.lastIndexOf(", ");
    const end = text.slice(at);
    if (lengthOf(text) <= room || at < 0 || end.length > 12) return cut(text, room);
    return cut(text.slice(0, at), room - end.length) + end;
  }

  const ended = (part) => part && (/[.!?]$/.test(part) ? `${part} ` : `${part}. `);

  /* {label, name, when, where, number} in one message. When and number stand whole; where there is
     no room for all, the name gives way first, then the place, which keeps its postcode. */
  function textOf(thing) {
    const label = ended(cut(plain(thing.label), 50));
    const when = ended(cut(plain(thing.when), 70));
    const number = ended(cut(plain(thing.number), 30)).trim();
    const where = named(thing.where);
    const name = named(thing.name);
    const room = MOST - lengthOf(label + when + number) - 4; // the marks after name and place
    const forName = Math.min(lengthOf(name), Math.max(room - lengthOf(where), Math.min(30, room >> 1)));
    const called = cut(name, forName);
    const place = ended(cutPlace(where, room - lengthOf(called)));
    return (label + (called && `${called}: `) + when + place + number).trim();
  }

  /* "Some things to try:" and a line for each, {name, example, when}. */
  function wordsOf(rows) {
    const lines = rows.map(({ name, example, when }, at) =>
      `${at + 1}. ${name}${example ? ` (${example})` : ""}${when ? `. ${when}` : ""}.`);
    return `${rows.length > 1 ? "Some things" : "Something"} to try:\n${lines.join("\n")}\n`;
  }

  return { wordsOf, plain, named, lengthOf, textOf };
})();
