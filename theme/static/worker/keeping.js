/* The service worker, /sw.js: what a reader asked to keep of a borough can be read without internet.

It comes only once somebody has pressed "Keep" on /offline/. A borough is one cache, named after the
site, the borough and the list of its files; the cache counts once it holds that list
(<borough>/offline.json), which is put in last, so nothing half kept is ever read, and a save that
was cut off goes on where it was. The network is asked first; what is kept answers when it does not.
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
    found.push({ borough, name, cache, when, files: list.files, gone: list.gone });
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

async function copyOf(url) {
  const { origin, pathname } = new URL(url);
  // A host would add the slash, or take the file's name away; without one it is done here.
  const tidy = origin + pathname.replace(/\/index\.html$/, "/");
  for (const { cache, when } of await kept()) {
    for (const each of tidy.endsWith("/") ? [tidy] : [tidy, `${tidy}/`]) {
      const response = await cache.match(each);
      if (response) return { response, when };
    }
  }
  return null;
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
    // A new answer: one that was led on by the host may not be given to a page.
    const headers = { "Content-Type": response.headers.get("Content-Type") || "" };
    return cache.put(url, new Response(bytes, { headers }));
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
async function marked({ response, when }) {
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
  if (copy && request.url.startsWith(href("static/"))) return copy.response; // named after its bytes
  try {
    const patience = Date.now() - lost < A_MOMENT ? LESS : PATIENCE;
    const fresh = await (copy ? inTime(fetch(request), patience) : fetch(request));
    if (copy && fresh.status >= 500) throw new TypeError("the host is unwell");
    lost = 0;
    if (page) event.waitUntil(renew());
    return fresh;
  } catch (error) {
    lost = Date.now();
    if (copy) return page ? marked(copy) : copy.response;
    const instead = page && await copyOf(href("offline.html"));
    if (instead) return instead.response;
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
