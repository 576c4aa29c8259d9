/* What is asked of the finder, and how it stands in an address: the rule, without a page.

A question is {q: the words, <group>: [values ticked], unknown, miles, sort, view}. In an address it
is "#area=arts-and-culture&day=1,4"; words stand there only where they are given ("q").
`choices` are {group, value}, all that can be ticked. finder.js is the page.
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
