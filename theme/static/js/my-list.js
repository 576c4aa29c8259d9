/* "Add to my list" on every card and listing, and a bar that leads to the list.

kept.js keeps it, once the reader has pressed a button; templates/shortlist.html shows it. A listing
with data-gone is closed or over: it can be taken off a list, and not be put on one.
*/
(function () {
  "use strict";
  const IN_LINK = /([a-z0-9][a-z0-9-]*)\/listing\/([a-z0-9][a-z0-9-]*)\/(?:index\.html)?$/;
  const page = new URL("../shortlist/", document.currentScript.src);
  if (page.protocol === "file:") page.pathname += "index.html";

  const { read, write, MOST } = self.connectdoList;

  // ---- the bar ----

  const bar = document.createElement("aside");
  const status = document.createElement("p");
  const open = document.createElement("a");
  bar.className = "my-list";
  bar.setAttribute("aria-label", "My list");
  status.setAttribute("role", "status");
  open.className = "button";
  bar.append(status);
  document.body.append(bar);

  const buttons = []; // each {button, ref, name, gone}

  function show() {
    const { refs } = read();
    buttons.forEach(({ button, ref, name, gone }) => {
      const on = refs.includes(ref);
      button.hidden = gone && !on;
      button.classList.toggle("on", on);
      button.textContent = on ? "Take off my list" : "Add to my list";
      button.setAttribute("aria-label", `${button.textContent}: ${name}`);
    });
    open.textContent = `My list (${refs.length})`;
    open.href = page.href;
    if (refs.length) bar.append(open);
    else open.remove();
  }

  function press({ ref, name }) {
    const list = read();
    if (list.refs.includes(ref)) {
      list.refs = list.refs.filter((each) => each !== ref);
      write(list);
      status.textContent = `${name} is off your list.`;
    } else if (list.refs.length >= MOST) {
      status.textContent = `A list holds ${MOST} things. Take one off first.`;
    } else {
      list.refs.push(ref);
      if (!write(list)) { // the link can still hold it
        location.href = `${page.href}#${ref}`;
        return;
      }
      status.textContent = `${name} is on your list.`;
    }
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
    const facts = listing && listing.querySelector(".facts");
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
