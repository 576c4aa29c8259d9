/* The suggest page: a short form becomes a message, which the reader sends. Nothing is kept or sent.

Opened from a listing ("#about=lambeth/tuesday-gardening", which stays on the device) the page says
which listing it is about, and puts that borough's team first. Without this file every way of ringing
and writing still works. What it fills in stands in components/message.html. */
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const about = byId("about");
  const box = byId("tell");
  const cardOf = (id) => [...document.querySelectorAll(".teams .card")].find((each) => each.id === id);
  let known = null; // the listing that the page was opened from: its name, address and borough

  // ---- the message ----

  const MOST = 1800; // letters of a link that every mail program takes whole

  /* A field's answer; nothing where the kind of message does not ask for it. */
  function answerOf(question) {
    if (question.closest("[hidden]")) return "";
    const field = question.querySelector("select, textarea, input:not([type=radio]), input:checked");
    if (!field || field.type === "checkbox") return "";
    return field.selectedOptions ? (field.value && field.selectedOptions[0].text) : field.value;
  }

  function linesOf(kind) {
    const answers = [...box.querySelectorAll("[data-label]")].map((each) => [each.dataset.label, answerOf(each)]);
    const which = known && kind.value !== "new" ? [["About", known.name], ["Page", known.address]] : [];
    return [...which, ...answers, [kind.dataset.words, byId("tell-words").value]];
  }

  let shown = "correct"; // as the page comes

  function show(kind) {
    shown = kind.value;
    box.querySelectorAll("[data-for]").forEach((each) => {
      each.hidden = !each.dataset.for.split(" ").includes(kind.value);
    });
    byId("message-which").hidden = Boolean(known);
    byId("message-borough").hidden = Boolean(known) && kind.value !== "new";
    box.querySelector("label[for=tell-words]").textContent = kind.dataset.question;
    const details = byId("message-details");
    if (shown === "new") {
      details.open = true;
      details.after(byId("message-words"));
    } else details.before(byId("message-words"));
  }

  function ways(text, subject) {
    const card = cardOf(byId("tell-borough").value);
    const link = (scheme) => card && card.querySelector(`a[href^="${scheme}:"]`);
    const [mail, sms] = [link("mailto"), link("sms")];
    const body = encodeURIComponent(text.replace(/\n/g, "\r\n"));
    const bare = (way) => way.getAttribute("href").split("?")[0];
    const letter = mail && `${bare(mail)}?subject=${encodeURIComponent(subject)}&body=${body}`;
    const long = Boolean(letter) && letter.length > MOST;
    const offer = (id, way, href) => {
      byId(id).closest("li").hidden = !way;
      if (way) byId(id).href = href;
    };
    offer("message-mail", mail, letter);
    offer("message-sms", sms, sms && `${bare(sms)}?&body=${body}`);
    if (mail && known) mail.href = letter;
    byId("message-mail").classList.toggle("quiet", long);
    byId("message-copy").classList.toggle("quiet", Boolean(mail) && !long);
    const why = !card ? "choose" : "invented" in card.dataset ? "invented" : !mail && !sms ? "none" : long ? "long" : "";
    box.querySelectorAll("[data-why]").forEach((each) => { each.hidden = each.dataset.why !== why; });
  }

  function compose() {
    const kind = box.querySelector("[name=tell-kind]:checked");
    if (kind.value !== shown) show(kind);
    const text = self.connectdoMessage(kind.dataset.opening, linesOf(kind));
    byId("message-text").value = text;
    byId("message-says").textContent = "";
    ways(text, kind.dataset.opening);
  }

  /* Where a browser keeps its clipboard to itself, the words are selected, to be copied by hand. */
  function copy() {
    const text = byId("message-text");
    const say = (words) => { byId("message-says").textContent = words; };
    const byHand = () => {
      text.focus();
      text.select();
      say("The words are selected. Copy them now.");
    };
    if (!navigator.clipboard) return byHand();
    return navigator.clipboard.writeText(text.value).then(() => say("Copied."), byHand);
  }

  if (box) {
    box.querySelectorAll("input, textarea").forEach((each) => { each.dir = "auto"; });
    box.hidden = false;
    box.oninput = compose;
    byId("message-copy").onclick = copy;
  }

  // ---- the listing that it is about ----

  /* The listing's own page says its name; from a folder on a disk it cannot be read. */
  function nameOf(address, id) {
    const words = id.replace(/-/g, " ");
    if (location.protocol === "file:") return Promise.resolve(words);
    return fetch(address).then((response) => (response.ok ? response.text() : "")).then((html) => {
      const heading = new DOMParser().parseFromString(html, "text/html").querySelector("h1");
      return heading ? heading.textContent.trim() : words;
    }).catch(() => words);
  }

  function link(href, words) {
    const made = document.createElement("a");
    made.href = href;
    made.textContent = words;
    return made;
  }

  /* For others to open: a folder on a disk is nobody else's, and may have its owner's name. */
  function addressOf(path) {
    const canonical = document.querySelector("link[rel=canonical]");
    const here = location.protocol === "file:" && canonical ? canonical.href : location.href;
    return new URL(path, here).href;
  }

  function open() {
    const found = /^#about=([a-z0-9-]{1,80})\/([a-z0-9-]{1,80})$/.exec(location.hash);
    const place = found && cardOf(found[1]);
    if (!about || !place) return;
    const [, borough, id] = found;
    const path = `../${borough}/listing/${id}/`;
    const file = location.protocol === "file:" ? "index.html" : ""; // a folder on a disk is a list
    const address = new URL(path + file, location.href).href;
    const team = place.querySelector("h3").textContent;
    place.closest("ul").prepend(place.closest("li"));
    document.querySelectorAll("[aria-labelledby=edit] a").forEach((way) => {
      const [forge, rest] = (way.dataset.all || way.getAttribute("href")).split("/tree/main/");
      if (!rest) return;
      way.dataset.all = `${forge}/tree/main/${rest}`;
      way.href = `${forge}/edit/main/${rest}/${borough}/listings/${id}.md`;
      way.textContent = "Correct its file yourself";
    });
    nameOf(address, id).then((name) => {
      about.replaceChildren("This is about ", link(address, name), ". ",
        link(`#${borough}`, `Ring or write to ${team}`));
      if (!box) return;
      known = { name, address: addressOf(path) };
      byId("tell-borough").value = borough;
      show(box.querySelector("[name=tell-kind]:checked"));
      compose();
    });
  }

  window.addEventListener("hashchange", open);
  if (box) compose();
  open();
})();
