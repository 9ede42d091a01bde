(() => {
"use strict";

// What waits on this device, in the browser's own database: entries with their photos, each under the key that
// names it and bound to whoever wrote it; and who is signed in. The page and the service worker share it.

const answerTo = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opening = null;

const database = () => {
  if (opening) return opening;
  const request = indexedDB.open("trainer", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("waiting", { keyPath: "key" });
    request.result.createObjectStore("device");
  };
  opening = answerTo(request);
  return opening;
};

// Resolves once it is really kept.
const inStore = async (name, mode, work) => {
  const transaction = (await database()).transaction(name, mode);
  const over = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await work(transaction.objectStore(name));
  await over;
  return result;
};

const whoIsHere = () => inStore("device", "readonly", (store) => answerTo(store.get("person")));

const setWhoIsHere = (person) => inStore("device", "readwrite", (store) =>
  answerTo(person ? store.put(person, "person") : store.delete("person")));

const waitingOf = async (person) => {
  const all = await inStore("waiting", "readonly", (store) => answerTo(store.getAll()));
  return all.filter((one) => one.owner === person).sort((one, other) => one.at - other.at);
};

const waitingNamed = (key) => inStore("waiting", "readonly", (store) => answerTo(store.get(key)));

// Every list of what waits, in this page and in others, hears of it.
const news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("trainer-waiting");
const listeners = [];

const tellLists = async () => {
  news?.postMessage("changed");
  await Promise.all(listeners.map((listen) => listen()));
};

// Changes one entry in a single step; null takes it off the device.
const changeWaiting = async (key, change) => {
  const isNews = await inStore("waiting", "readwrite", async (store) => {
    const before = await answerTo(store.get(key));
    const changed = change(before);
    if (changed) await answerTo(store.put(changed));
    else if (before) await answerTo(store.delete(key));
    return Boolean(before || changed);
  });
  if (isNews) await tellLists();
};

const isOver = (entry) => (entry && (entry.words || entry.files.length) ? entry : null);

// What a draft was known to say: what its page began with, then what was sent and not heard of.
const MOST_KNOWN = 8;

const remember = (known, fields) => {
  const sent = known.slice(1).filter((one) => JSON.stringify(one) !== JSON.stringify(fields));
  return [known[0], ...sent.slice(1 - MOST_KNOWN), fields];
};

// Sends what waits on this device: the words of an entry first, then its photos, each under its own key, so that
// sending again after a lost answer changes nothing. Only ever as the person who wrote it.

const REFUSED = [403, 404, 409, 413, 422];

// Refused without a sentence; the list has one for it.
const UNSAID = "-";

const sentenceOf = async (response) => {
  try {
    return (await response.json()).error || "";
  } catch {
    return "";
  }
};

const post = async (here, url, body) => {
  const said = { "X-CSRFToken": here.token, "X-Owner": here.owner, Accept: "application/json" };
  try {
    const response = await fetch(url, { method: "POST", body, headers: said });
    if (REFUSED.includes(response.status)) return { refused: (await sentenceOf(response)) || UNSAID };
    if (!response.ok || response.redirected) return { later: true };
    return { answer: response.headers.get("Content-Type").includes("json") ? await response.json() : {} };
  } catch {
    return { later: true };
  }
};

const wordsOf = (entry) => {
  const body = new FormData();
  entry.fields.forEach(([name, value]) => body.append(name, value));
  body.append("known", JSON.stringify(remember(entry.known, entry.fields)));
  return body;
};

// What was written on while the words were under way is still to be sent.
const heard = (entry, sent, answer) => isOver({
  ...entry,
  words: JSON.stringify(entry.fields) !== JSON.stringify(sent.fields),
  known: [sent.fields],
  url: answer.autosave || entry.url,
  page: answer.location || entry.page,
  upload: answer.upload || entry.upload,
});

const sendWords = async (entry, here) => {
  await changeWaiting(entry.key, (now) => now && { ...now, known: remember(now.known, entry.fields) });
  const { answer, refused } = await post(here, entry.url, wordsOf(entry));
  if (answer) await changeWaiting(entry.key, (now) => now && heard(now, entry, answer));
  if (refused) await changeWaiting(entry.key, (now) => now && { ...now, refused });
  return Boolean(answer || refused);
};

const sendPhoto = async (entry, photo, here) => {
  const body = new FormData();
  body.append("file", photo.file, photo.file.name);
  body.append("client_key", photo.key);
  const { answer, refused } = await post(here, entry.upload, body);
  const others = (now) => now.files.filter((one) => one.key !== photo.key);
  if (answer) await changeWaiting(entry.key, (now) => now && isOver({ ...now, files: others(now) }));
  if (refused) {
    const why = `${photo.file.name}: ${refused}`;
    await changeWaiting(entry.key, (now) => now && { ...now, refused: why });
  }
  return Boolean(answer || refused);
};

// Says whether there is a signal still.
const sendEntry = async (key, here) => {
  let entry = await waitingNamed(key);
  if (entry?.words && !(await sendWords(entry, here))) return false;
  entry = await waitingNamed(key);
  if (!entry || entry.words || entry.refused) return true;
  for (const photo of entry.files) {
    if (!(await sendPhoto(entry, photo, here))) return false;
  }
  return true;
};

const whoIsSignedIn = async (signal) => {
  try {
    const response = await fetch(signal, { headers: { Accept: "application/json" } });
    return response.ok && !response.redirected ? await response.json() : null;
  } catch {
    return null;
  }
};

const sendAll = async (signal, isTakenUp) => {
  const here = await whoIsSignedIn(signal);
  for (const entry of here ? await waitingOf(here.owner) : []) {
    if (!entry.refused && !isTakenUp(entry.key) && !(await sendEntry(entry.key, here))) break;
  }
  return here;
};

// One at a time, be it a page or the service worker. Says who is signed in, or nothing without a signal.
const sendWaiting = (signal, isTakenUp = () => false) => {
  const send = () => sendAll(signal, isTakenUp);
  return navigator.locks ? navigator.locks.request("trainer-sending", send) : send();
};

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
})();
