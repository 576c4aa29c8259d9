/* Tells whether what somebody typed asks for help in danger, as derive/crisis_words.py does.

It reads the phrases of data/crisis.js when it is asked, so it must be asked again when they arrive.
Nothing that was typed is kept or sent. */
self.connectdoCrisisKind = function (typed) {
  "use strict";
  const { help, not } = self.connectdoCrisis || { help: {}, not: "" };
  const kinds = new Map(Object.entries(help).flatMap(
    ([kind, phrases]) => phrases.split("|").map((phrase) => [phrase, kind])));
  // Phrases between spaces, in their order; none of them holds a sign.
  const among = (phrases, flags) => new RegExp(`(^| )(${phrases.join("|")})(?= |$)`, flags);
  const shortest = [...kinds.keys()].sort((one, other) => one.length - other.length);
  const longest = not.split("|").sort((one, other) => other.length - one.length);
  // A full stop or a hyphen parts words, or it does not: nobody can tell which was meant.
  for (const dot of [" ", ""]) {
    const words = typed.toUpperCase().toLowerCase().normalize("NFKD")
      .replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad\u0060'’‘ʼ´]/g, "")
      .replace(/[.\-‐‑–—_]/g, dot)
      .match(/[\p{L}\p{N}]+/gu) || [];
    const found = among(shortest).exec(words.join(" ").replace(among(longest, "g"), "$1|"));
    if (found) return kinds.get(found[2]) || "";
  }
  return "";
};
