/* "Keep" on every card and listing, and once it was pressed, a bar that leads to the list.

kept.js keeps it, once the reader has pressed a button, with what had been asked for then: the finder
("#is=free&access=step-free") and "help me choose" ("#help=quiet") say it after "#". What a card is
about says the link in its heading. templates/shortlist.html shows the list.
A listing with data-gone is closed or over: it can be taken off a list, and not be put on one.
*/
(function () {
  "use strict";
  const IN_LINK = /([a-z0-9][a-z0-9-]*)\/listing\/([a-z0-9][a-z0-9-]*)\/(?:index\.html)?$/;
  const page = new URL("../shortlist/", document.currentScript.src);
  if (page.protocol === "file:") page.pathname += "index.html";

  const { read, write, held, MOST } = self.connectdoList;

  /* "free step-free": what was asked for on this page. Whom something is for stays unsaid: others
     may see the sheet. */
  function askedHere() {
    const given = new URLSearchParams(location.hash.slice(1));
    return ["is", "access", "help"].map((group) => given.get(group)).join().split(/,+/)
      .filter(Boolean).join(" ");
  }

  // ---- the bar ----

  const bar = document.createElement("aside");
  const made = (name, words, href) => Object.assign(document.createElement(name),
    { className: words && "button", textContent: words, href });
  const status = made("p", "");
  const open = made("a", "My list", page);
  const print = made("a", "Print it", `${page}#print=1`);
  print.classList.add("quiet");
  bar.className = "my-list";
  bar.setAttribute("aria-label", "My list");
  status.setAttribute("role", "status");
  bar.append(status);
  document.body.append(bar);

  const buttons = []; // each {button, ref, name, gone}

  function show() {
    const { refs } = read();
    buttons.forEach(({ button, ref, name, gone }) => {
      const on = refs.includes(ref);
      button.hidden = gone && !on;
      button.classList.toggle("on", on);
      button.textContent = on ? "Kept" : "Keep";
      button.setAttribute("aria-label", on ? `Kept: ${name}. Take off my list` : `Keep: ${name}`);
    });
    open.textContent = `My list (${refs.length})`;
    if (status.textContent) bar.append(open, print);
    if (held() && self.connectdoListAddress) self.connectdoListAddress.carryHere();
  }

  function press({ ref, name }) {
    const list = read();
    const at = list.refs.indexOf(ref);
    if (at < 0 && list.refs.length >= MOST) {
      status.textContent = `A list holds ${MOST} things. Take one off first.`;
      return;
    }
    if (at < 0) {
      list.refs.push(ref);
      list.asked[ref] = askedHere();
    } else list.refs.splice(at, 1);
    status.textContent = `${name} is ${at < 0 ? "on" : "off"} your list.` +
      (write(list) ? "" : " This browser keeps nothing: open your list before you leave.");
    show();
  }

  // ---- the buttons ----

  function offer(box, heading, ref, place, gone) {
    if (box.querySelector(".add")) return;
    const button = document.createElement("button");
    const each = { button, ref, name: heading.textContent.trim(), gone };
    button.type = "button";
    button.className = "button quiet add";
    button.onclick = () => press(each);
    buttons.push(each);
    place.append(button);
  }

  function offerAll() {
    const before = buttons.length;
    document.querySelectorAll("main .card").forEach((card) => {
      const link = card.querySelector("h2 a, h3 a, h4 a");
      const found = link && IN_LINK.exec(link.pathname);
      if (found) offer(card, link, `${found[1]}/${found[2]}`, card);
    });
    const listing = document.querySelector(".listing[data-ref]");
    const facts = listing && listing.querySelector("[data-keep], .facts");
    if (facts) {
      offer(facts, listing.querySelector("h1"), listing.dataset.ref, facts, "gone" in listing.dataset);
    }
    if (buttons.length > before) show();
  }

  offerAll();
  show();
  const main = document.querySelector("main");
  // Cards that a search brings later.
  if (main) new MutationObserver(offerAll).observe(main, { childList: true, subtree: true });
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", (event) => { if (event.persisted) show(); });
})();
