/* The shortlist: shows the list after "#", or the one kept on this device, and hands it over.

list-link.js says how a list stands there. Nothing is sent anywhere. What the page must hold is
written in templates/shortlist.html.
*/
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const box = byId("sheets");
  if (!box) return;
  const { write, held } = self.connectdoList;
  const { inAddress } = self.connectdoListAddress;
  const { load, sheetOf } = self.connectdoSheetsOf(box);
  const { things } = self.connectdoDates;
  const blank = byId("sheet").content;
  const rule = self.connectdoListLink(blank.querySelector("textarea").maxLength);
  const { plainName } = rule;
  const fits = JSON.parse(box.dataset.fits);
  const fileLinks = location.protocol === "file:" ? "index.html" : "";
  const BUSY = 400; // milliseconds, then it says that it is loading

  let refs = [];
  let notes = {};
  let asked = {}; // ref → what was asked for when it was kept
  let whole = false; // the link says notes and what was asked for too
  let mine = true; // the list on the page is the one kept on this device
  let undo = null;
  let turn = 0;
  const items = new Map(); // ref → its li
  const textable = new Map(); // ref → its sheet, where somebody can go
  const moved = new Set();

  /* The reader's own list, with notes no longer than the field for them. */
  function read() {
    const own = self.connectdoList.read();
    own.refs.forEach((ref) => { own.notes[ref] = rule.short(own.notes[ref] || ""); });
    return own;
  }

  const list = () => ({ refs, notes, asked });
  const take = (other) => { ({ refs, notes, asked } = other); };

  // ---- the address ----

  const hash = () => rule.hashOf(list(), whole);
  const address = () => `${box.dataset.page}#${hash()}`;

  function keep() {
    const here = held() ? `list=${whole ? hash() : inAddress(list())}` : hash();
    history.replaceState({ mine }, "", refs.length ? `#${here}` : location.pathname + location.search);
  }

  // ---- the sheets ----

  async function sheetsOfAll() {
    const found = new Map();
    for (const ref of [...refs]) {
      const { now, sheet } = await sheetOf(ref);
      found.set(ref, { now, sheet });
    }
    return found;
  }

  // ---- one thing ----

  function lines(place, parts) {
    parts.forEach((part) => {
      const line = document.createElement("p");
      line.dir = "auto";
      line.append(part);
      place.append(line);
    });
  }

  function reach([words, href]) {
    if (!href) return words;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = words;
    return link;
  }

  function state([kind, label, words]) {
    const strong = document.createElement("strong");
    const more = document.createElement("span");
    const span = document.createElement("span");
    strong.textContent = `${label}. `;
    more.textContent = words;
    span.append(strong, more);
    span.className = kind;
    return span;
  }

  function makeItem(ref, sheet) {
    const item = document.importNode(blank, true).firstElementChild;
    const known = sheet || {};
    const name = known.name || plainName(ref);
    const states = [...(known.states || [])];
    const example = states.find(([kind]) => kind === "example");
    if (moved.has(ref)) states.unshift(["moved", "This has moved", "This is where it is now."]);
    if (sheet === null) {
      states.push(["gone", "No longer listed", "We do not list this any more. Ask before you go."]);
    } else if (sheet === undefined) {
      states.push(["failed", "Not loaded", "We could not load this just now. You may be offline."]);
    }
    const facts = {
      name, when: known.when, cost: [known.cost, known.join].filter(Boolean).join(" · "),
      example: example && example[1], note: " ", why: rule.whyOf(known, asked[ref], fits),
    };
    item.querySelectorAll("[data-fact]").forEach((place) => {
      const fact = place.dataset.fact;
      if (fact === "next") {
        if (!known.next) place.closest("div").remove();
        else {
          const time = document.createElement("time");
          [time.dateTime, time.textContent] = known.next;
          place.append(time);
          if (known.ahead) place.dataset.ahead = known.ahead;
          place.dataset.then = "There is no date to come that we know of.";
        }
      } else if (!facts[fact]) {
        (place.tagName === "DD" ? place.parentNode : place).remove();
      } else place.textContent = facts[fact];
    });
    const parts = {
      states: states.filter(([kind]) => kind !== "example").map(state),
      where: [known.where, known.address].filter(Boolean),
      way: known.way || [], arrive: known.arrive || [], reach: (known.reach || []).map(reach),
    };
    item.querySelectorAll("[data-lines]").forEach((place) => {
      const wanted = parts[place.dataset.lines];
      lines(place, wanted);
      if (!wanted.length) (place.tagName === "DD" ? place.parentNode : place).remove();
    });
    const link = item.querySelector("h2 a");
    if (sheet === null) link.replaceWith(name);
    else link.href = `${box.dataset.root}${ref.replace("/", "/listing/")}/${fileLinks}`;
    if (known.area) item.firstElementChild.classList.add(known.area);
    item.dataset.name = name;
    item.dataset.example = example ? example[1] : "";
    item.dataset.when = known.when || "";
    textable.set(ref, !states.some(([kind]) => /^(closed|over)$/.test(kind)) && sheet);
    const plan = item.querySelector(".tools a");
    plan.hash = `try=${ref}`;
    plan.hidden = !textable.get(ref);
    arm(item, ref, name);
    return item;
  }

  function arm(item, ref, name) {
    const label = item.querySelector(".note label");
    const field = item.querySelector(".note textarea");
    const paper = item.querySelector("[data-fact=note]");
    field.id = `note-${ref.replace("/", "-")}`;
    label.htmlFor = field.id;
    label.textContent = `Your note about ${name}`;
    field.value = notes[ref] || "";
    const show = () => {
      if (!paper) return;
      paper.textContent = notes[ref] || "";
      paper.parentNode.hidden = !notes[ref];
    };
    show();
    field.addEventListener("input", () => {
      notes[ref] = field.value.trim();
      show();
      if (mine) write(list());
      if (!whole) return;
      keep();
      hand();
    });
    item.querySelectorAll(".tools > *").forEach((button) => {
      button.setAttribute("aria-label", `${button.textContent}: ${name}`);
      button.onclick = () => (button.dataset.move ? move(ref, Number(button.dataset.move)) : button.href || off(ref));
    });
  }

  // ---- what the reader does ----

  const status = byId("list-status");
  const say = (words) => { status.textContent = words; };
  const nameOf = (ref) => (items.get(ref) ? items.get(ref).dataset.name : plainName(ref));

  function changed() {
    if (mine) write(list());
    keep();
    arrange();
  }

  function move(ref, by) {
    const at = refs.indexOf(ref);
    const to = at + by;
    if (to < 0 || to >= refs.length) return;
    refs.splice(at, 1);
    refs.splice(to, 0, ref);
    forget();
    changed();
    const button = (which) => items.get(ref).querySelector(`[data-move="${which}"]`);
    (button(by).disabled ? button(-by) : button(by)).focus();
    say(`${nameOf(ref)} is now number ${to + 1} of ${refs.length}.`);
  }

  function forget() {
    undo = null;
    byId("list-undo").hidden = true;
  }

  function takeOff(words) {
    byId("list-undo").hidden = false;
    changed();
    say(words);
    byId("list-undo").focus();
  }

  function off(ref) {
    undo = list();
    const name = nameOf(ref);
    refs = refs.filter((each) => each !== ref);
    takeOff(`${name} is off the list.`);
  }

  byId("list-undo").onclick = () => {
    take(undo);
    forget();
    if (mine) write(list());
    keep();
    render().then(() => {
      say(`It is back. ${things(refs.length)} on the list.`);
      box.querySelector("h2 a, .tools button")?.focus();
    });
  };

  byId("list-clear").onclick = () => {
    undo = list();
    refs = [];
    takeOff("The list is empty.");
  };

  byId("list-keep").onclick = () => {
    take(rule.joined(read(), list()));
    write(list());
    mine = true;
    keep();
    render().then(() => {
      say(`${held() ? "" : "Kept on this device. "}${things(refs.length)} on your list.`);
      box.querySelector("h2 a")?.focus();
    });
  };

  // ---- handing it over ----

  /* Everything that carries the list: texts, links, the code. list-hand.js comes with the first thing. */
  async function hand() {
    if (!refs.length) return;
    const came = await Promise.all(box.dataset.hand.split(" ").map(load));
    byId("list-sending").hidden = came.includes(false);
    if (came.includes(false)) return;
    self.connectdoListHand({
      refs, items, textable, plainName, address: address(), say, load, code: box.dataset.code,
    });
  }

  byId("list-notes").onchange = ({ target }) => {
    whole = target.checked;
    keep();
    hand();
    say(whole ? "Your notes and reasons are in the link now." : "Your notes are not in the link.");
  };

  // ---- the page ----

  function arrange() {
    const shown = new Set(refs);
    items.forEach((item, ref) => { if (!shown.has(ref)) { item.remove(); items.delete(ref); } });
    refs.forEach((ref, at) => {
      const item = items.get(ref);
      if (!item) return;
      if (box.children[at] !== item) box.insertBefore(item, box.children[at] || null);
      item.querySelector('[data-move="-1"]').disabled = at === 0;
      item.querySelector('[data-move="1"]').disabled = at === refs.length - 1;
    });
    box.dataset.fit = refs.length > 4 ? "tight" : refs.length > 3 ? "close" : "roomy";
    byId("list-empty").hidden = refs.length > 0;
    byId("list-share").hidden = !refs.length;
    byId("list-top").hidden = !refs.length;
    byId("list-other").hidden = mine || !refs.length;
    byId("list-starter").hidden = !mine;
    byId("list-refused").hidden = !held() || !refs.length;
    const boroughs = refs.map((ref) => ref.split("/")[0]);
    document.querySelectorAll("[data-team]").forEach((team) => {
      team.hidden = !boroughs.includes(team.dataset.team);
    });
    byId("list-mine").hidden = !read().refs.length;
    document.dispatchEvent(new Event("connectdo-dates")); // dates.js fills what is new here
    hand();
  }

  async function render(before = "") {
    turn += 1;
    const now = turn;
    const slow = setTimeout(() => { if (now === turn) say("Loading your list …"); }, BUSY);
    box.setAttribute("aria-busy", "true");
    const found = await sheetsOfAll();
    clearTimeout(slow);
    if (now !== turn) return;
    found.forEach(({ now: ref }, old) => { if (ref !== old) moved.add(ref); });
    const old = refs.join();
    take(rule.movedTo((ref) => found.get(ref).now, list()));
    items.forEach((item) => item.remove());
    items.clear();
    found.forEach(({ now: ref, sheet: each }) => {
      if (!items.has(ref)) items.set(ref, makeItem(ref, each));
    });
    const broken = [...found.values()].some(({ sheet: each }) => each === undefined);
    box.removeAttribute("aria-busy");
    if (mine && (held() || old !== refs.join())) write(list());
    keep();
    arrange();
    const gone = [...found.values()].filter(({ sheet: each }) => each === null).length;
    say(before + rule.saysOf(refs.length, mine, gone, broken));
  }

  function open(again) {
    const given = rule.read(location.hash.slice(1));
    const kept = read();
    if (!given && location.hash && refs.length) return; // "#main" is a place on this page
    forget();
    // An address that this page wrote for the reader's own list leads to that list as it is now.
    const own = again === true || (history.state && history.state.mine && kept.refs.length);
    if (given && !own) {
      mine = kept.refs.join() === given.refs.join();
      const [first, second] = mine ? [kept, given] : [given, kept];
      take({ ...rule.joined(first, second), refs: given.refs });
    } else {
      take({ ...rule.joined(kept, given || kept), refs: kept.refs });
      mine = true;
    }
    whole = Boolean(given) && Object.keys(given.notes).length > 0;
    byId("list-notes").checked = whole;
    const lost = !given && !refs.length && /[/%]/.test(location.hash);
    const wanted = /[#&]print=/.test(location.hash);
    render(lost ? "We could not read the list in that link. Ask for it once more. " : "")
      .then(() => { if (wanted && refs.length) window.print(); });
  }

  /* Another page may have added to the list since: what is written here must not undo that. */
  const again = () => { if (mine && !held() && write(read())) open(true); };

  window.addEventListener("hashchange", open);
  window.addEventListener("storage", again);
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) again(); });
  open();
})();
