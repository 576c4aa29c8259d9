/* The service worker, /sw.js: what a reader asked to keep of a borough can be read without internet.

It comes only once somebody has pressed "Keep" on /offline/. A borough is one cache, named after the
site, the borough and the list of its files; the cache counts once it holds that list
(<borough>/offline.json), which is put in last, so nothing half kept is ever read, and a save that
was cut off goes on where it was. The network is asked first; what is kept answers when it does not.

What is kept is packed (gzip) where the browser can, since phones have little room. Of a large
borough the list names the pieces of its book: joined they are the book, and in place of a listing's
page that was not kept, its part of the book is put into the page short.html.
*/
"use strict";
const ROOT = self.registration.scope;
const HERE = `connectdo:${new URL(ROOT).pathname}:`;
const PATIENCE = 4000; // milliseconds before a slow line counts as none
const LESS = 700; // the same, where the line was lost a moment ago
const A_MOMENT = 30000;
const A_DAY = 86400000;
const LATEST = 8.64e15; // the last moment that a date can say
const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const AT_ONCE = 6;
const TRIES = 3; // a site may be published anew while it is being kept
const PACKED = "x-packed";
const PACKS = self.CompressionStream && self.DecompressionStream;
const PACKED_BEFORE = /\.(webp|png|ico|pf_meta|pf_index|pagefind)$/;
const LISTING = /^([a-z0-9-]+)\/listing\/([a-z0-9-]+)\/$/;

const href = (address) => new URL(address, ROOT).href;
const listOf = (borough) => href(`${borough}/offline.json`);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function tell(message) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  pages.filter((page) => page.url.startsWith(ROOT)).forEach((page) => page.postMessage(message));
}

// ---- what is kept ----

let known = null; // a promise of the finished caches, until one of them changes

async function lookUp() {
  const found = [];
  for (const name of await caches.keys()) {
    const [borough] = name.slice(HERE.length).split(":");
    if (!name.startsWith(HERE) || !ID.test(borough)) continue;
    const cache = await caches.open(name);
    const answer = await cache.match(listOf(borough));
    if (!answer) continue;
    const when = Number(answer.headers.get("x-kept"));
    const list = await answer.json().catch(() => null);
    // Others on this host may write into its store; what is not ours is not kept by us.
    if (!(Math.abs(when) <= LATEST) || !list || typeof list.files !== "object" || !list.files) continue;
    const book = Array.isArray(list.book) ? list.book : [];
    found.push({ borough, name, cache, when, files: list.files, gone: list.gone, book });
  }
  return found.sort((one, other) => other.when - one.when);
}

/* Where the store cannot be read, nothing is kept, and every page comes from the network. */
function kept() {
  known = known || lookUp().catch(() => {
    known = null;
    return [];
  });
  return known;
}

function through(bytes, stream) {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}

/* A new answer: one that was led on by the host may not be given to a page. */
async function packed(url, bytes, type) {
  const headers = { "Content-Type": type };
  if (!PACKS || PACKED_BEFORE.test(url)) return new Response(bytes, { headers });
  const small = await through(bytes, new CompressionStream("gzip"));
  return new Response(small, { headers: { ...headers, [PACKED]: "gzip" } });
}

async function unpacked(response) {
  if (!response || !response.headers.has(PACKED)) return response;
  const bytes = await through(await response.arrayBuffer(), new DecompressionStream("gzip"));
  return new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") } });
}

/* As it is kept: a host would take the file's name away. */
function tidy(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/index\.html$/, "/");
}

/* What is kept at an address: since when, and what gives it, once it is asked for. */
async function copyOf(url) {
  const address = tidy(url);
  for (const { borough, cache, when, book } of await kept()) {
    const there = await cache.match(address);
    if (there) return { when, give: () => unpacked(there) };
    if (book.length && address === href(`${borough}/book.html`)) {
      return { when, give: async () => asPage(await wholeBook(cache, book)) };
    }
    // A host would add the slash, and a page's links count on it.
    if (!address.endsWith("/") && await cache.match(`${address}/`)) {
      return { give: async () => Response.redirect(`${address}/`) };
    }
  }
  return null;
}

// ---- the book of a large borough ----

function asPage(html) {
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function wholeBook(cache, book) {
  const pieces = await Promise.all(book.map(async (address) =>
    (await unpacked(await cache.match(href(address)))).text()));
  return pieces.join("");
}

/* Where a listing may be told of: its reference, and the copies with a book, its own borough's first. */
async function booksFor(url) {
  const [, home, id] = LISTING.exec(tidy(url).slice(ROOT.length).replace(/\/?$/, "/")) || [];
  const books = id ? (await kept()).filter((each) => each.book.length) : [];
  books.sort((one, other) => (other.borough === home) - (one.borough === home));
  return { books, ref: `${home}/${id}` };
}

/* A listing's short page: its part of a book, in the page that is kept for it. */
async function shortPage({ books, ref }) {
  const part = new RegExp(`<article id="n\\d+" data-listing="(?:[^"]* )?${ref}[ "][^]*?</article>`);
  const heading = /<h3[^>]*>\d+\. ([^]*?)<\/h3>/;
  for (const { borough, cache, when, book } of books) {
    const [found] = part.exec(await wholeBook(cache, book)) || [];
    const frame = found && await unpacked(await cache.match(href(`${borough}/short.html`)));
    if (!frame) continue;
    const [, name] = heading.exec(found);
    const html = (await frame.text())
      .replace(/<title>[^<]*?(?= – )/, () => `<title>${name}`)
      .replace(/(<h1[^>]*>)[^]*?(?=<\/h1>)/, (all, start) => start + name)
      .replace('<div id="part">', (start) => start + found.replace(heading, ""));
    return { when, give: async () => asPage(html) };
  }
  return null;
}

/* What stands in for a page that is not on the device: of a large borough it leads to the rest. */
async function insteadOf(url) {
  const [borough] = url.slice(ROOT.length).split("/");
  const large = (await kept()).some((each) => each.book.length && each.borough === borough);
  return copyOf(href(large ? `${borough}/offline.html` : "offline.html"));
}

// ---- keeping a borough ----

const working = new Map(); // borough → the promise of its save

function keep(borough) {
  if (!working.has(borough)) {
    working.set(borough, bring(borough, TRIES).then(
      (when) => tell({ borough, kept: when }),
      (error) => tell({ borough, failed: error.name === "QuotaExceededError" ? "room" : "internet" })
    ).finally(() => working.delete(borough)));
  }
  return working.get(borough);
}

async function fetched(url) {
  const response = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new TypeError(`${response.status} for ${url}`);
  return response;
}

async function digest(bytes) {
  const octets = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(octets.slice(0, 5), (each) => each.toString(16).padStart(2, "0")).join("");
}

async function bring(borough, tries) {
  const text = await (await fetched(listOf(borough))).text();
  const list = JSON.parse(text);
  const name = `${HERE}${borough}:${list.id}`;
  const cache = await caches.open(name);
  const before = (await kept()).find((each) => each.borough === borough);
  const there = new Set((await cache.keys()).map((request) => request.url));
  const all = Object.keys(list.files);
  const rest = all.filter((address) => !there.has(href(address)));
  let strange = false;

  async function one(address) {
    const url = href(address);
    const hash = list.files[address];
    const old = before && before.files[address] === hash && await before.cache.match(url);
    if (old) return cache.put(url, old);
    const response = await fetched(url);
    const bytes = await response.arrayBuffer();
    if (await digest(bytes) !== hash) strange = true;
    return cache.put(url, await packed(url, bytes, response.headers.get("Content-Type") || ""));
  }

  async function some() {
    for (let address = rest.shift(); address !== undefined; address = rest.shift()) {
      await one(address);
      tell({ borough, done: all.length - rest.length, of: all.length });
    }
  }

  try {
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  } catch (error) {
    rest.length = 0; // the others stop too
    if (error.name === "QuotaExceededError") await caches.delete(name);
    throw error;
  }
  // Other bytes than the list says: the site was published anew, or its host adds to its pages.
  if (strange && tries > 1 && await (await fetched(listOf(borough))).text() !== text) {
    await caches.delete(name);
    return bring(borough, tries - 1);
  }
  const when = Date.now();
  await cache.put(listOf(borough), new Response(text, { headers: { "x-kept": String(when) } }));
  await takeOut(borough, name);
  return when;
}

async function takeOut(borough, except) {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${HERE}${borough}:`) && name !== except) await caches.delete(name);
  }
  known = null;
}

async function drop(borough) {
  await takeOut(borough);
  if (!(await kept()).length) await self.registration.unregister();
  await tell({ borough, dropped: true });
}

self.addEventListener("message", (event) => {
  const isId = (value) => typeof value === "string" && ID.test(value);
  const { keep: wanted, drop: unwanted } = event.data || {};
  if (isId(wanted)) event.waitUntil(keep(wanted));
  if (isId(unwanted)) event.waitUntil(drop(unwanted));
});

/* When a page came from the network: bring what is kept up to date, once a day; at once, and on any
   line, where something was taken off the site that may be in it. */
async function renew() {
  const spares = navigator.connection && navigator.connection.saveData;
  const sizes = await fetched(href("data/offline.json")).then((answer) => answer.json()).catch(() => null);
  for (const { borough, when, gone } of await kept()) {
    const now = sizes && Object.hasOwn(sizes, borough) ? sizes[borough] : null;
    if ((now && now.gone !== gone) || (!spares && Date.now() - when > A_DAY)) await keep(borough);
  }
}

// ---- answering ----

let lost = 0; // when the line was last found dead

function inTime(promise, patience) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new TypeError("too slow")), patience);
    promise.then(resolve, reject);
  });
}

/* A page from the device says so, and since when: a time or a number may have changed. */
async function marked({ give, when }) {
  const response = await give();
  if (!when) return response; // it only leads on
  const day = new Date(when).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  const words = `No internet just now. This page was kept on ${day}. Times may have changed.`;
  const note = `<aside class="banner" aria-label="No internet"><p class="wrap">${words}</p></aside>`;
  const html = (await response.text()).replace(/<main[ >]/, (main) => note + main);
  return new Response(html, { headers: response.headers });
}

async function answer(event) {
  const { request } = event;
  const page = request.mode === "navigate";
  if (!(await kept()).length) return fetch(request);
  const copy = await copyOf(request.url);
  if (copy && request.url.startsWith(href("static/"))) { // named after its bytes
    return copy.give().catch(() => fetch(request));
  }
  const told = page && !copy ? await booksFor(request.url) : { books: [] };
  const spare = copy || told.books.length;
  const network = fetch(request);
  try {
    const patience = Date.now() - lost < A_MOMENT ? LESS : PATIENCE;
    const fresh = await (spare ? inTime(network, patience) : network);
    if (spare && fresh.status >= 500) throw new TypeError("the host is unwell");
    lost = 0;
    if (page) event.waitUntil(renew());
    return fresh;
  } catch (error) {
    lost = Date.now();
    const found = copy || await shortPage(told);
    if (found) return page ? marked(found) : found.give();
  }
  try {
    return await network; // slow, or of a host that is unwell, and all that there is
  } catch (error) {
    const instead = page && await insteadOf(request.url);
    if (instead) return instead.give();
    throw error;
  }
}

/* Forms, what was sent, and the review are between a person and the host: never from a device. */
const APART = /^(suggest\/[fs]|review)\//;

self.addEventListener("fetch", (event) => {
  const { method, url, headers } = event.request;
  if (method === "GET" && url.startsWith(ROOT) && !headers.has("range")
    && !APART.test(url.slice(ROOT.length))) {
    event.respondWith(answer(event));
  }
});
