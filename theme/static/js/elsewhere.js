/* Shows who helps with what no list of things to do can give, above what was found.

It comes when somebody names such a need (spelling.js hears it), with data/elsewhere.js
(device/needs_elsewhere.py). `connectdoShowNeeds([numbers])` fills #search-elsewhere of templates/search.html:
a paragraph that speaks, then who helps, then the link that stands there. */
self.connectdoShowNeeds = function (numbers) {
  "use strict";
  const needs = numbers.map((number) => self.connectdoElsewhere[number]);
  const box = document.getElementById("search-elsewhere");
  const made = (name, ...inside) => {
    const element = document.createElement(name);
    element.append(...inside);
    return element;
  };
  const list = made("ul");
  // Without its dots it is still a list.
  list.setAttribute("role", "list");
  const helpers = new Map(needs.flatMap(([, each]) => each).map((each) => [each[0], each]));
  list.append(...[...helpers.values()].map(([name, says, href, words]) => {
    const link = made("a", words);
    link.href = href;
    link.className = "button quiet";
    return made("li", made("strong", name), ` ${says}`, made("p", link));
  }));
  const [status, all] = [box.firstElementChild, box.lastElementChild];
  box.hidden = false;
  status.textContent = needs.map(([says], at) =>
    (at ? says.replace(/^This site lists things to do\. /, "") : says)).join(" ");
  box.replaceChildren(status, list, all);
};
