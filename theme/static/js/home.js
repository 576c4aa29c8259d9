/* The first page: finds a borough by its postcode, and opens with the one that was chosen before.

Both on the reader's own device. The borough is kept in local storage, after a choice and until the
reader asks to forget it; postcode.js reads the postcode, which is kept nowhere. Its tables are
loaded when the field is first used. What is on (soon.js) is then the chosen borough's, and a tile
opens the search instead of the page that asks for a borough first. */
(function () {
  "use strict";
  const KEY = "connectdo.borough";
  const byId = (id) => document.getElementById(id);
  const ask = byId("ask");
  const yours = byId("yours");
  const form = byId("postcode-form");
  if (!ask || !yours) return;

  // Borough id → its link, from the names on the page.
  const boroughs = new Map();
  const idOf = (link) => (link.getAttribute("href") || "").split("/")[0];
  ask.querySelectorAll(".boroughs a").forEach((link) => boroughs.set(idOf(link), link));
  const nameOf = (id) => boroughs.get(id).textContent;

  document.querySelectorAll(".areas [data-search]").forEach((tile) => {
    tile.href = tile.dataset.search;
  });

  // ---- the borough that was chosen before ----

  // Local storage may be forbidden, or full; then the page simply asks every time.
  function kept() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }
  function keep(id) {
    try { localStorage.setItem(KEY, id); } catch { /* nothing is lost but a shortcut */ }
  }
  function forget() {
    try { localStorage.removeItem(KEY); } catch { /* then nothing was kept */ }
  }

  function goOn(link, id) {
    link.href = boroughs.get(id).getAttribute("href");
    link.textContent = `${nameOf(id)} – go on`;
    return link;
  }
  function askAgain(words) {
    yours.hidden = true;
    ask.hidden = false;
    self.connectdoSoon?.("", "");
    byId("where").focus();
    byId("postcode-answer").textContent = words;
  }

  const chosen = kept();
  if (chosen && boroughs.has(chosen)) {
    goOn(byId("yours-link"), chosen);
    self.connectdoSoon?.(chosen, nameOf(chosen));
    ask.hidden = true;
    yours.hidden = false;
  }
  byId("yours-change").onclick = () => askAgain("");
  byId("yours-forget").onclick = () => {
    forget();
    askAgain("Your borough is forgotten.");
  };
  document.querySelector(".hero").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && boroughs.has(idOf(link))) keep(idOf(link));
  });

  // ---- a postcode ----

  if (!form) return;
  const field = byId("postcode");
  const answer = byId("postcode-answer");
  const postcode = self.connectdoPostcode(form.dataset.tables);
  form.hidden = false;

  function say(words, wrong) {
    answer.textContent = words;
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  async function find() {
    const parts = postcode.read(field.value);
    if (!/[A-Z0-9]/i.test(field.value)) {
      return say("Type your postcode first. It looks like SW2 1AA, or SW2.", true);
    }
    if (!parts) {
      return say("That does not look like a postcode. It looks like SW2 1AA, or SW2.", true);
    }
    say("Looking it up …");
    let owners;
    try {
      owners = await postcode.ownersOf(parts);
    } catch {
      return say("We could not look it up just now. Please choose a name from the list.");
    }
    const ours = owners.filter((owner) => boroughs.has(owner));
    const typed = `${parts.outcode} ${parts.digit}${parts.unit}`.trim();
    if (ours.length) return offer(ours, owners.length > ours.length, typed);
    const names = owners.map((owner) => self.connectdoPostcodes.names[owner]);
    return say((names.length
      ? `${typed} is in ${self.connectdoDates.and(names)}. This site does not cover that place yet.`
      : "We do not know that postcode. It may be outside the boroughs on this page.") +
      " You are still welcome. Some groups are for people from anywhere: choose any name to look.");
  }

  /* Opens the borough; where the postcode lies in more than one, each is offered. */
  function offer(ours, inOthers, typed) {
    const links = ours.map((id) => goOn(document.createElement("a"), id));
    const alone = ours.length === 1;
    const names = self.connectdoDates.and(ours.map(nameOf));
    say(`${inOthers ? "Part of " : ""}${typed} is in ${names}. ` +
      (alone ? "" : "Which is yours? "));
    links.forEach((link) => { link.className = "button"; });
    answer.append(...links);
    if (!alone || inOthers) return links[0].focus();
    keep(ours[0]);
    return location.assign(links[0].href);
  }

  field.addEventListener("focus", () => {
    byId("postcode-hint").hidden = false;
    postcode.warm().catch(() => {}); // said when the postcode is asked for
  }, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  // A browser that goes back to this page must not show the postcode again.
  window.addEventListener("pagehide", () => {
    form.reset();
    answer.textContent = "";
  });
})();
