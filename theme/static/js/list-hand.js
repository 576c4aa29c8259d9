/* Hands a list over: a text for each thing, links, the QR code. shortlist.js loads this on use, after
list-text.js, and calls it whenever the list is another.

`items` are what stands on the page, `textable` the sheets of what somebody can go to, both by reference;
`address` is the whole list's; `say` speaks, `load` brings a script, `code` names those of the QR code.
What it fills is written in templates/shortlist.html.
*/
self.connectdoListHand = async function (list) {
  "use strict";
  const { refs, items, textable, plainName, address, say, load, code } = list;
  const byId = (id) => document.getElementById(id);
  const { textOf, named, wordsOf } = self.connectdoListText;
  const { now, timesOf, dayWords, hoursWords } = self.connectdoDates;
  const part = encodeURIComponent;
  const things = refs.map((ref) => {
    const { name = plainName(ref), example, when } = (items.get(ref) || { dataset: {} }).dataset;
    return { ref, name, example, when, sheet: textable.get(ref) };
  });

  const copied = (text, what) => navigator.clipboard.writeText(text).then(
    () => say(`${what} is copied.`), () => say(`Your browser did not let us copy. ${what} is: ${text}`));

  // ---- a text for each ----

  /* Without "today": it may be read on another day. */
  function whenOf({ ahead, when }) {
    const time = ahead && timesOf(ahead, now()).find(({ end }) => end > now());
    return time ? [dayWords(time.day), hoursWords(time.hours)].filter(Boolean).join(", ") : when || "";
  }

  function partsOf({ ref, sheet }) {
    const team = document.querySelector(`[data-team="${ref.split("/")[0]}"]`);
    const labels = (sheet.states || []).map(([kind, label]) =>
      (kind === "example" ? label : label.split(":")[0]));
    return {
      label: labels.join(". "), when: whenOf(sheet), where: sheet.where || "",
      name: byId("list-named").checked ? named(sheet.name) || plainName(ref) : "",
      number: sheet.number || (team ? team.dataset.number : ""),
    };
  }

  function textFor(thing) {
    const item = document.importNode(byId("list-text").content, true).firstElementChild;
    const text = textOf(partsOf(thing));
    item.querySelector("p").textContent = text;
    item.querySelectorAll("a, button").forEach((each) => {
      each.setAttribute("aria-label", `${each.textContent.trim()}: ${thing.name}`);
    });
    item.querySelector("a").href = `sms:?&body=${part(text)}`;
    item.querySelector("button").hidden = !navigator.clipboard;
    item.querySelector("button").onclick = () => copied(text, "The text");
    return item;
  }

  const writeTexts = () => byId("list-texts").replaceChildren(
    ...things.filter(({ sheet }) => sheet).map(textFor));
  byId("list-named").onchange = writeTexts;
  writeTexts();

  // ---- a link to all ----

  const words = wordsOf(things);
  const all = words + address;
  const ways = {
    text: `sms:?&body=${part(all)}`, whatsapp: `https://wa.me/?text=${part(all)}`,
    email: `mailto:?subject=${part("A list for you")}&body=${part(all)}`,
  };
  Object.entries(ways).forEach(([way, href]) => {
    document.querySelector(`[data-way=${way}]`).href = href;
  });
  byId("list-copy").hidden = !navigator.clipboard;
  byId("list-copy").onclick = () => copied(address, "The link");
  byId("list-share-sheet").hidden = !navigator.share;
  byId("list-share-sheet").onclick = () =>
    navigator.share({ title: "A list for you", text: words, url: address })
      .catch(() => {}); // the reader changed their mind

  self.connectdoListHand.last = address;
  const came = await Promise.all((code || "").split(" ").filter(Boolean).map(load));
  if (code && !came.includes(false) && self.connectdoListHand.last === address) {
    self.connectdoListCode(address, byId("list-code"));
  }
};
