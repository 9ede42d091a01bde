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
