/* "Use it without internet": keeps a borough on this device, once somebody asks for it.

The work is done by the service worker (worker/keeping.js), which is registered with the first press
of "Keep" and goes with the last "Take it off". This page asks, shows how far it is, and reads what
is kept from the browser's own store. It asks again every few seconds: a browser may end a service
worker that seems idle, and asking makes it go on.
*/
(function () {
  "use strict";
  const AGAIN = 8000;
  const LATEST = 8.64e15; // the last moment that a date can say
  const box = document.getElementById("boroughs");
  const status = document.getElementById("offline-status");
  const cannot = document.getElementById("offline-cannot");
  const root = new URL(box.dataset.root, location.href).href;
  const here = `connectdo:${new URL(root).pathname}:`;
  let workers;
  try {
    workers = self.caches && navigator.serviceWorker;
  } catch (error) { /* a browser that is told to keep nothing may refuse even to be asked */ }
  if (!workers) {
    cannot.hidden = false;
    return;
  }

  const WHY = {
    internet: "The internet was lost. Nothing is broken. Press the button again: it goes on where it was.",
    room: "There is not enough room on this device. Take something else off it, then try again.",
    worker: "Your browser did not let us. In a private window it often cannot keep anything."
  };
  const places = new Map(); // borough → the parts of its card
  const asking = new Map(); // borough → the timer that asks again
  const outcomes = new Map(); // borough → why the last try did not end well
  const sizes = {};

  /* What a list or the sizes say of how a borough is kept. */
  const isShort = (said) => Boolean(said && (said.short || (said.book || []).length));
  const ALL = "every page";
  const SHORT = "its lists, its search and its book";
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(bytes < 9.5e6 ? 1 : 0)}\u00a0MB`;
  /* The worker packs what it keeps as a host packs what it sends, where the browser can. */
  const packs = self.CompressionStream && self.DecompressionStream;
  function offer(size) {
    const words = isShort(size) ? SHORT : ALL;
    const room = megabytes(packs ? size.fetched : size.bytes);
    return `${words[0].toUpperCase()}${words.slice(1)}: about ${megabytes(size.fetched)} to fetch, ${room} of room.`;
  }
  const dayOf = (when) =>
    new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

  /* Borough → when it was kept and how, once all of it is there; none where the store cannot be read.
     Others on this host may put things into it: what is not ours is passed over. */
  async function keptNow() {
    const found = {};
    try {
      for (const name of await caches.keys()) {
        const [borough] = name.slice(here.length).split(":");
        if (!name.startsWith(here) || !places.has(borough)) continue;
        const list = await (await caches.open(name)).match(new URL(`${borough}/offline.json`, root).href);
        const when = list && Number(list.headers.get("x-kept"));
        if (!(Math.abs(when) <= LATEST)) continue;
        found[borough] = { when, short: isShort(await list.json().catch(() => null)) };
      }
    } catch (error) { /* then nothing is kept that could be opened */ }
    return found;
  }

  async function show() {
    const kept = await keptNow();
    places.forEach(({ name, says, keep, drop, open, progress }, borough) => {
      const busy = asking.has(borough);
      const { when, short } = kept[borough] || {};
      const size = sizes[borough];
      progress.hidden = !busy;
      keep.hidden = busy;
      keep.textContent = when ? `Bring ${name} up to date` : `Keep ${name}`;
      open.hidden = drop.hidden = !when || busy;
      if (busy) says.textContent = "This takes a minute or so. You can go on reading.";
      else if (outcomes.has(borough)) says.textContent = outcomes.get(borough);
      else if (when) says.textContent = `Kept on ${dayOf(when)}: ${short ? SHORT : ALL}.`;
      else says.textContent = size ? offer(size) : "";
    });
  }

  /* The borough that somebody came from stands first. */
  function first() {
    const mine = location.hash.slice(1);
    const card = mine && box.querySelector(`[data-borough="${CSS.escape(mine)}"]`);
    if (card) box.prepend(card);
  }

  function stop(borough) {
    clearInterval(asking.get(borough));
    asking.delete(borough);
  }

  async function ask(message) {
    const registration = await workers.register(box.dataset.worker, { scope: root });
    const worker = registration.active || (await workers.ready).active;
    worker.postMessage(message);
  }

  function failed(borough, why) {
    const words = Object.hasOwn(WHY, why) ? WHY[why] : WHY.worker;
    stop(borough);
    outcomes.set(borough, words);
    status.textContent = words;
    return show();
  }

  async function keep(borough) {
    const { name, progress } = places.get(borough);
    outcomes.delete(borough);
    status.textContent = `Keeping ${name} on this device…`;
    progress.removeAttribute("value");
    asking.set(borough, setInterval(() => ask({ keep: borough }).catch(() => {}), AGAIN));
    show();
    try {
      await ask({ keep: borough });
    } catch (error) {
      failed(borough, navigator.onLine ? "worker" : "internet");
    }
  }

  workers.addEventListener("message", async (event) => {
    const data = event.data || {}; // an older worker, or another's, may say anything
    const place = places.get(data.borough);
    if (!place) return;
    if (data.of) {
      const whole = (value) => (Number.isFinite(value) ? value : 0);
      place.progress.max = whole(data.of);
      place.progress.value = whole(data.done);
      return;
    }
    const asked = asking.has(data.borough);
    if (asked && data.failed) {
      failed(data.borough, data.failed);
      return;
    }
    stop(data.borough);
    if (asked && data.kept) status.textContent = `${place.name} is kept on this device. You can read it without internet.`;
    if (data.dropped) status.textContent = `${place.name} is off this device.`;
    await show();
    if (data.dropped) place.keep.focus();
  });
  workers.startMessages();

  box.querySelectorAll("[data-borough]").forEach((card) => {
    const part = (name) => card.querySelector(`[data-part="${name}"]`);
    const borough = card.dataset.borough;
    places.set(borough, {
      name: card.dataset.name, says: part("says"), keep: part("keep"), drop: part("drop"),
      open: part("open"), progress: part("progress")
    });
    part("keep").onclick = () => keep(borough);
    part("drop").onclick = () => ask({ drop: borough }).catch(() => failed(borough, "worker"));
  });
  first();
  show();
  fetch(box.dataset.sizes).then((answer) => answer.json()).then((found) => {
    Object.assign(sizes, found);
    box.querySelectorAll("[data-borough]").forEach((card) => {
      if (!found[card.dataset.borough]) card.hidden = true; // too large even so
    });
    return show();
  }).catch(() => {}); // without internet there is nothing to fetch, and no size to tell
})();
