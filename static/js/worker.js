// Where there is no network a page of this site says so instead of the browser, and tells what is kept on the device. What is
// cached are files of the look and that one page: never a page that names anybody (docs/decisions/0097-outbox.md).
// KEPT, the addresses of those files, stands above this line (orgtree/web/pages.py).
const CACHE = `offline:${KEPT.join("|")}`;
const PAGE = "/offline/";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...KEPT])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))));
});

// The network first, always: nothing here is ever older than the site.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (KEPT.includes(new URL(request.url).pathname)) event.respondWith(fetch(request).catch(() => caches.match(request)));
});
