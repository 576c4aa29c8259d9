/* Tells which needs somebody names that no list of things to do can meet, as derive/elsewhere_words.py
does, and shows who helps above what was found.

It comes with the first search by words, reads data/elsewhere.js (device/needs_elsewhere.py) when it is
asked, and needs connectdoPlainWords of crisis-words.js. Nothing that was typed is kept or sent. */
(function () {
  "use strict";
  const written = (phrases) => `(?:${phrases.replace(/\*/g, "[^ ]*").replace(/\n/g, "|")})(?= )`;

  /* The needs among the known ones that a text names, in their order. */
  self.connectdoNeeds = function (text) {
    if (!self.connectdoElsewhere || !self.connectdoPlainWords) return [];
    const typed = ` ${self.connectdoPlainWords(text, " ").join(" ")} `;
    return self.connectdoElsewhere.filter(([, phrases, innocent]) => {
      const left = innocent ? typed.replace(new RegExp(` ${written(innocent)}`, "g"), " |") : typed;
      return new RegExp(` ${written(phrases)}`).test(left);
    });
  };

  const made = (name, text, ...inside) => {
    const element = document.createElement(name);
    element.append(text, ...inside);
    return element;
  };
  let shown = "";

  /* Fills #search-elsewhere with who helps with what the text names; without any it is gone. */
  self.connectdoShowNeeds = function (text) {
    const box = document.getElementById("search-elsewhere");
    const needs = self.connectdoNeeds(text);
    const said = needs.map(([says]) => says).join(" ");
    if (!box || said === shown) return;
    shown = said;
    box.hidden = !said;
    const helpers = new Map(needs.flatMap((need) => need[3]).map((each) => [each[0], each]));
    const list = made("ul", "");
    // Without its dots it is still a list.
    list.setAttribute("role", "list");
    list.append(...[...helpers.values()].map(([name, says, href, words]) => {
      const link = made("a", words);
      link.href = href;
      link.className = "button quiet";
      return made("li", "", made("strong", name), ` ${says}`, made("p", link));
    }));
    const [status, all] = [box.firstElementChild, box.lastElementChild];
    status.textContent = needs.map(([says], at) =>
      (at ? says.replace(/^This site lists things to do\. /, "") : says)).join(" ");
    box.replaceChildren(status, list, all);
  };
})();
