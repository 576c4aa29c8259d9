/* The service worker, /sw.js, of a site that keeps nothing any more (OFFLINE = False).

A browser that still has the old one asks for it again by itself; this one takes out what was kept
and then itself.
*/
"use strict";
const HERE = `connectdo:${new URL(self.registration.scope).pathname}:`;

async function leave() {
  const names = (await caches.keys()).filter((name) => name.startsWith(HERE));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
