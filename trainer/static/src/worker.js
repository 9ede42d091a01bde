// The service worker: keeps Trainer's own files and one page for when there is no signal, and nothing of
// anybody's. The server writes KEEP before it: { version, shell, signal, files }.

const CACHE = `trainer-${KEEP.version}`;

const keepFiles = async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEEP.files);
  await cache.add(new Request(KEEP.shell, { credentials: "omit", cache: "no-store" }));
  await self.skipWaiting();  // A new version does not wait until every page of the old one is closed.
};

const takeOver = async () => {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
};

const answerPage = async (event) => {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(KEEP.shell, { cacheName: CACHE })) || Response.error();
  }
};

const answerFile = async (request) => (await caches.match(request, { cacheName: CACHE })) || fetch(request);

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { pathname, search } = new URL(event.request.url);
  if (event.request.mode === "navigate") event.respondWith(answerPage(event));
  else if (KEEP.files.includes(pathname + search)) event.respondWith(answerFile(event.request));
});

// The browser wakes it when there is a signal again, even with no page open (where the browser can do so).
self.addEventListener("sync", (event) => event.waitUntil(sendWaiting(KEEP.signal)));
