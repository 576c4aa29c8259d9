/* The first page: finds a borough by its postcode, and opens with the one that was chosen before.

Both on the reader's own device. The borough is kept in local storage, after a choice and until the
reader asks to forget it; the postcode is kept nowhere and put into no address. The tables are
loaded when the field is first used; what they hold is written in data/geography.py. */
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
    link.textContent = `${boroughs.get(id).textContent} – go on`;
    return link;
  }
  function askAgain(words) {
    yours.hidden = true;
    ask.hidden = false;
    byId("where").focus();
    byId("postcode-answer").textContent = words;
  }

  const chosen = kept();
  if (chosen && boroughs.has(chosen)) {
    goOn(byId("yours-link"), chosen);
    yours.style.minHeight = `${ask.offsetHeight}px`; // what stands below must not jump
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
  const loading = new Map();
  form.hidden = false;

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = form.dataset.tables + name;
        script.onload = done;
        script.onerror = () => {
          loading.delete(name);
          failed(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  function say(words, wrong) {
    answer.textContent = words;
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  /* Who a postcode belongs to: a borough's id, another authority's code, or undefined. */
  async function ownerOf(outcode, digit, unit) {
    await load("outcodes.js");
    if (!self.connectdoPostcodes.outcodes.includes(outcode)) return undefined;
    await load(`${outcode.toLowerCase()}.js`);
    const sector = self.connectdoPostcodes[outcode][digit];
    if (!sector) return undefined;
    if (typeof sector[2] === "string") return sector[2];
    return Object.keys(sector[2]).find((owner) =>
      sector[2][owner].match(/../g).includes(unit));
  }

  async function find() {
    const packed = field.value.toUpperCase().replace(/[^A-Z0-9]/g, "");
    // The second half starts with a number; letters that look like one are meant as one.
    const parts = /^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9OIL])([A-Z]{2})$/.exec(packed);
    if (!packed) return say("Type your postcode first. It looks like SW2 1AA.", true);
    if (/^[A-Z]{1,2}[0-9][A-Z0-9]?$/.test(packed)) {
      return say("That is the first half. Please type the whole postcode, like SW2 1AA.", true);
    }
    if (!parts) {
      return say("That does not look like a postcode. It looks like SW2 1AA.", true);
    }
    const digit = parts[2].replace("O", "0").replace(/[IL]/, "1");
    say("Looking it up …");
    let owner;
    try {
      owner = await ownerOf(parts[1], digit, parts[3]);
    } catch {
      return say("We could not look it up just now. Please choose a name from the list.");
    }
    if (boroughs.has(owner)) {
      keep(owner);
      say(`${parts[1]} ${digit}${parts[3]} is in ${boroughs.get(owner).textContent}. `);
      const link = goOn(document.createElement("a"), owner);
      link.className = "button";
      answer.append(link);
      link.focus();
      return undefined;
    }
    const name = owner && self.connectdoPostcodes.names[owner];
    return say((name
      ? `That postcode is in ${name}. This site does not cover ${name} yet.`
      : "We do not know that postcode. It may be outside the boroughs on this page.") +
      " You are still welcome. Some groups are for people from anywhere: choose any name to look.");
  }

  field.addEventListener("focus", () => {
    byId("postcode-hint").hidden = false;
    load("outcodes.js").catch(() => {}); // said when the postcode is asked for
  }, { once: true });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  // A browser that goes back to this page must not show the postcode again.
  window.addEventListener("pagehide", () => form.reset());
})();
