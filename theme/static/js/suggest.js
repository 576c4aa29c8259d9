/* The suggest page, opened from a listing: "#about=lambeth/tuesday-gardening" stays on the device.

It says which listing it is about, puts that borough's team first, and puts the listing's name and
address into letters to the team and into the way to its file. Without it every way still works.
*/
(function () {
  "use strict";
  const about = document.getElementById("about");

  /* The listing's own page says its name; from a folder on a disk it cannot be read. */
  function nameOf(address, id) {
    const words = id.replace(/-/g, " ");
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

  function write(place, name, address) {
    const subject = encodeURIComponent(`About ${name}`);
    const body = encodeURIComponent(`This is about ${name}.\n${address}\n\nWhat is wrong, or new: `);
    place.querySelectorAll('a[href^="mailto:"]').forEach((way) => {
      way.href = `${way.getAttribute("href").split("?")[0]}?subject=${subject}&body=${body}`;
    });
  }

  function open() {
    const found = /^#about=([a-z0-9-]{1,80})\/([a-z0-9-]{1,80})$/.exec(location.hash);
    const place = found && document.getElementById(found[1]);
    if (!about || !place || !place.matches("article.card")) return;
    const [, borough, id] = found;
    const address = new URL(`../${borough}/listing/${id}/`, location.href).href;
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
      write(place, name, address);
      about.replaceChildren("This is about ", link(address, name), ". ",
        link(`#${borough}`, `Ring or write to ${team}`));
    });
  }

  window.addEventListener("hashchange", open);
  open();
})();
