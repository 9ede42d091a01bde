(() => {
"use strict";

// The words the script shows, and small things every part uses. The words come from the page,
// already in the reader's language: <body data-word-sending="Sending…">.

const word = (name, values = {}) => {
  let text = document.body.getAttribute(`data-word-${name}`) || "";
  for (const [key, value] of Object.entries(values)) text = text.replace(`{${key}}`, value);
  return text;
};

const each = (selector, action, root = document) => {
  if (root.matches?.(selector)) action(root);
  root.querySelectorAll(selector).forEach(action);
};

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const later = (action, wait) => {
  let timer;
  const run = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
  run.cancel = () => clearTimeout(timer);
  return run;
};

const token = () => document.querySelector('meta[name="csrf-token"]')?.content || "";

// Whose page this is goes along: what one person wrote is not taken as another's who has signed in here since.
const headers = () => ({
  "X-CSRFToken": token(), "X-Requested-With": "fetch", "X-Owner": document.body.dataset.owner || "",
});

const typing = (element) =>
  element.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');

// The markup is our own server's answer to our own request.
const fragment = (html) => document.createRange().createContextualFragment(html);

// What each part does to the page is also done to what is swapped into it later.
const parts = [];

const enhance = (root) => parts.forEach((part) => part(root));

// form[data-busy]: the pressed button says "Sending…", and a second press does nothing.

const release = (form) => {
  delete form.dataset.sent;
  each("[data-idle-word]", (button) => {
    button.textContent = "";
    button.append(fragment(button.dataset.idleWord));
    delete button.dataset.idleWord;
    button.removeAttribute("aria-disabled");
  }, form);
};

const hold = (form, button) => {
  form.dataset.sent = "yes";
  if (!button) return;
  button.dataset.idleWord = button.innerHTML;
  button.textContent = button.dataset.busyWord || word("sending");
  button.setAttribute("aria-disabled", "true");
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-busy]");
  if (!form || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else hold(form, event.submitter);
});

// Coming back with the Back button shows the page as it was left: let the form be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) each("form[data-sent]", release);
});

// The hat switcher closes like a menu; the error summary takes the focus; messages go away.

const closeHats = (but) =>
  each("details.hat[open]", (hat) => {
    if (!hat.contains(but)) hat.open = false;
  });

document.addEventListener("click", (event) => {
  closeHats(event.target);
  const close = event.target.closest("[data-dismiss]");
  if (close) (close.closest("[data-toast]") || close.parentElement).remove();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const hat = document.querySelector("details.hat[open]");
  if (!hat) return;
  hat.open = false;
  hat.querySelector("summary").focus();
});

parts.push((root) => each(".error-summary", (summary) => summary.focus(), root));

// From the summary to the field: its question comes into view too, not only its control.
document.addEventListener("click", (event) => {
  const link = event.target.closest('.error-summary a[href^="#"]');
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  (control.closest(".field") || control).scrollIntoView();
  control.focus({ preventScroll: true });
});

// A toast stays ten seconds, and as long as someone points at it or is in it.
const leave = (toast) => {
  if (toast.matches(":hover, :focus-within")) setTimeout(() => leave(toast), 2000);
  else toast.remove();
};

parts.push((root) => each("[data-toast]", (toast) => setTimeout(() => leave(toast), 10000), root));

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

// A copy of what was typed, kept on this device while the server does not have it. Forms whose words are sent
// by themselves (data-waits) are kept by the part about waiting instead.

// New with each drawing of a page, so nothing of what somebody typed.
const DRAWN = ["csrf_token", "version", "request_key", "known"];

const asked = (form) => {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !DRAWN.includes(name)) fields.push([name, value]);
  }
  return fields.filter(([name]) => form.elements[name]?.type !== "password");
};

// Each person's own (<body data-owner>): whoever signs in here next is not offered them.
const draftKey = (form) => `draft:${document.body.dataset.owner || ""}:${form.dataset.draftKey}`;

// On a shared device (<body data-shared>) nothing is kept.
const keepDraft = (form) => {
  if (!form.dataset.draftKey || "shared" in document.body.dataset) return;
  try {
    localStorage.setItem(draftKey(form), JSON.stringify(asked(form)));
  } catch {
    // The device is full or forbids it: the words are still in the form.
  }
};

const dropDraft = (form) => {
  if (form.dataset.draftKey) localStorage.removeItem(draftKey(form));
};

// Hidden fields stay as they are, but for the name of a new thing: brought back, it is the same thing.
const stays = (input) => input.type === "file" || (input.type === "hidden" && input.name !== "client_key");

const putBack = (form, fields) => {
  for (const input of form.elements) {
    const values = fields.filter(([name]) => name === input.name).map(([, value]) => value);
    if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
    else if (values.length && !stays(input)) {
      input.value = values[0];
      if (values[0] && input.closest("details")) input.closest("details").open = true;
    }
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

// The same words, whatever their order, the spaces around them and the name of the new thing they began.
const told = (fields) => JSON.stringify(
  fields.filter(([name, value]) => name !== "client_key" && value.trim())
    .map(([name, value]) => [name, value.trim().replaceAll("\r\n", "\n")]).sort());

const draftNote = (tone, words, ...buttons) =>
  make("div", { class: `note note-${tone} mb-4`, role: "status" }, make("span", {}),
    make("div", {}, make("p", {}, words), ...(buttons.length ? [make("div", { class: "row-x" }, ...buttons)] : [])));

const draftButton = (look, words, action) => {
  const button = make("button", { class: `btn btn-${look} btn-sm`, type: "button" }, words);
  button.addEventListener("click", () => { action(); button.closest(".note").remove(); });
  return button;
};

// What was sent when the sign-in had run out comes back by itself; anything else is offered.
const BACK = "draft-back";

const comesBack = (key) => {
  if (localStorage.getItem(key)) sessionStorage.setItem(BACK, key);
};

const offerDraft = (form) => {
  const key = draftKey(form);
  const kept = localStorage.getItem(key);
  const back = sessionStorage.getItem(BACK) === key;
  if (back) sessionStorage.removeItem(BACK);
  if (!kept || told(JSON.parse(kept)) === told(asked(form))) return;
  if (back) {
    const note = draftNote("good", word("draft-back"));
    form.prepend(note);
    note.scrollIntoView({ block: "center" });
    queueMicrotask(() => putBack(form, JSON.parse(kept)));  // Once the parts that save it listen.
    return;
  }
  form.prepend(draftNote("care", word("draft-found"),
    draftButton("plain", word("draft-use"), () => putBack(form, JSON.parse(kept))),
    draftButton("quiet", word("draft-drop"), () => dropDraft(form))));
};

// A form that does not save itself is kept as it is written. Nothing changed is nothing to keep.
const keepAsTyped = (form) => {
  const before = told(asked(form));
  const keep = later(() => {
    if (!form.isConnected || form.dataset.sent) return;
    if (told(asked(form)) === before) dropDraft(form);
    else keepDraft(form);
  }, 500);
  form.addEventListener("input", keep);
  form.addEventListener("submit", keep.cancel);
};

// A form that was sent loses its copy when its own answer is here, be it the same form without errors. The door
// and error pages leave it: a sign-in that ran out in the meantime does not cost the words. Nor does going
// elsewhere before the answer's script has run: the answer is the page that the form's page led to.
const SENT = "draft-sent";
const PAGE = String(performance.timeOrigin);
let answered = false;  // By fetch, in this very page.

const noteSent = (form) => {
  const waiting = waits(form) ? keyOf(form) : "";
  if (!waiting) keepDraft(form);
  const from = location.href.replace(location.hash, "");
  sessionStorage.setItem(SENT, JSON.stringify({ key: draftKey(form), waiting, from, page: PAGE }));
};

const takeSent = () => {
  const sent = JSON.parse(sessionStorage.getItem(SENT));
  if (!sent || (sent.page === PAGE && !answered)) return null;
  sessionStorage.removeItem(SENT);
  return sent.page === PAGE || document.referrer === sent.from ? sent : null;
};

// The page that says so ([data-go-back]) tells which of the two it will be.
const sayWhatBecomesOf = async ({ key, waiting }, page) => {
  if (waiting ? !(await waitingNamed(waiting)) : !localStorage.getItem(key)) return;
  if (waiting) sessionStorage.setItem(WAITING_BACK, waiting);
  else comesBack(key);
  each("[data-copy-words]", (words) => { words.hidden = true; }, page);
  each("[data-words-return]", (words) => { words.hidden = false; }, page);
};

parts.push((root) => {
  const sent = takeSent();
  if (!sent) return;
  const goingBack = root.querySelector("[data-go-back]");
  if (goingBack) quietly(sayWhatBecomesOf(sent, goingBack));
  if (root.querySelector(".door, [data-keep-drafts]")) return;
  const here = [...document.querySelectorAll("form[data-draft-key]")].find((form) => draftKey(form) === sent.key);
  if (here?.querySelector(".error-summary")) return;
  if (sent.waiting) quietly(wordsAreSaved(sent.waiting));
  else localStorage.removeItem(sent.key);
});

// Wherever there is room for more than a line, words are kept; by the address they go to, if nothing else is said.
parts.push((root) => each('form[method="post"][data-busy] textarea', ({ form }) => {
  form.dataset.draftKey ||= new URL(form.action).pathname;
}, root));

parts.push((root) => each("form[data-draft-key]", (form) => {
  if (!waits(form)) offerDraft(form);
  if (!form.dataset.autosave) keepAsTyped(form);
  form.addEventListener("submit", () => noteSent(form));
}, root));

// form[data-autosave="URL"]: saves as you type. The answer may carry {version, location}: the version goes
// into the form's hidden "version"; the location becomes the page's address and, unless {action, autosave}
// say otherwise, where the form is sent and saved; {upload} is where files of a new thing go, {draft} the
// name under which the device keeps its words from now on.

// Read out only when it turns from saved to not saved or back, not at each pause in typing.
const saved = (form, text, kind) => {
  const place = form.querySelector("[data-saved]") || document.querySelector("[data-saved]");
  if (!place || place.textContent === text) return;
  const news = kind !== "quiet" && kind !== place.dataset.kind;
  place.setAttribute("aria-live", news ? "polite" : "off");
  if (kind !== "quiet") place.dataset.kind = kind;
  place.textContent = text;
};

const age = (moment) => {
  const seconds = Math.round((Date.now() - moment) / 1000);
  if (seconds < 10) return word("saved-now");
  if (seconds < 60) return word("saved-seconds", { n: Math.floor(seconds / 10) * 10 });
  return word("saved-minutes", { n: Math.floor(seconds / 60) });
};

const takeAnswer = (form, answer) => {
  const version = form.querySelector('input[name="version"]');
  if (version && answer.version !== undefined) version.value = answer.version;
  if (answer.upload) each("[data-upload]", (drop) => { drop.dataset.upload = answer.upload; }, form);
  if (answer.draft) {
    if (!waits(form)) dropDraft(form);
    form.dataset.draftKey = answer.draft;
  }
  if (!answer.location) return;
  form.action = answer.action || answer.location;
  form.dataset.autosave = answer.autosave || answer.location;
  history.replaceState(null, "", answer.location);
};

const isJson = (response) => (response.headers.get("Content-Type") || "").includes("json");

const signedOut = (response) => response.redirected || response.status === 401;

const explain = async (response) => {
  if (signedOut(response)) return word("signed-out");
  const answer = isJson(response) ? await response.json() : {};
  return answer.error || word("refused");
};

// `why` is a sentence, or nothing without a connection; waiting helps unless the words themselves were refused.
const notSaved = (form, state, why, isRefused = false) => {
  state.failed = true;
  if (waits(form)) waitWith(form, isRefused ? why : "");
  else keepDraft(form);
  if (waits(form) && !why) saved(form, word("waits"), "trouble");
  else saved(form, word("not-saved", { why: why || word("offline") }), "trouble");
};

const isSaved = (form, state, sent, answer) => {
  takeAnswer(form, answer);
  Object.assign(state, { last: sent, at: Date.now(), failed: false });
  if (waits(form)) quietly(catchUp(form, sent, answer));
  else dropDraft(form);
  saved(form, age(state.at), "saved");
};

const bodyOf = (form) => {
  const body = new FormData(form);
  each('input[type="file"], input[type="password"]', (input) => body.delete(input.name), form);
  return body;
};

const isToComeBack = (form) => {
  if (waits(form)) sessionStorage.setItem(WAITING_BACK, keyOf(form));
  else comesBack(draftKey(form));
};

const save = (form, state, must = false) => {
  const sent = JSON.stringify(asked(form));
  if (state.busy || form.dataset.sent || (sent === state.last && !must)) return state.flight;
  state.busy = true;
  state.flight = deliver(form, state, sent);
  return state.flight;
};

const deliver = async (form, state, sent) => {
  // What is wrong stays said until it is right: words that come and go would move the button being pressed.
  if (!state.failed) saved(form, word("saving"), "quiet");
  if (waits(form)) noteTry(form, sent);
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST", body: bodyOf(form), headers: { ...headers(), Accept: "application/json" },
      keepalive: sent.length < 30000,
    });
    if (response.ok && isJson(response)) {
      isSaved(form, state, sent, await response.json());
    } else {
      notSaved(form, state, await explain(response), REFUSED.includes(response.status));
      if (signedOut(response)) isToComeBack(form);
    }
  } catch {
    notSaved(form, state, "");
  }
  state.busy = false;
  if (!state.failed && JSON.stringify(asked(form)) !== sent) state.soon();
};

// Every ten seconds: try again what failed, or say how long ago it was saved.
const tick = (form, state) => {
  if (state.failed) {
    save(form, state, true);
    return;
  }
  sendHeld(form);
  if (state.at && JSON.stringify(asked(form)) === state.last) saved(form, age(state.at), "quiet");
};

// Lets an upload make sure that what it belongs to has been saved once.
const savers = new WeakMap();

// What is on its way arrives first, so that the form sent goes by the version it made; and what may be lost on
// its way is on the device before it goes.
const sendAfterwards = async (form, state, button) => {
  await state.flight;
  if (waits(form)) await quietly(keepWaiting(form));
  form.dataset.ready = "yes";
  form.requestSubmit(button);
  delete form.dataset.ready;
};

const autosave = (form) => {
  if ("keptHere" in form.dataset) return;
  const state = { last: JSON.stringify(asked(form)), at: null, busy: false, failed: false, flight: null };
  const now = () => { state.soon.cancel(); save(form, state); };
  state.soon = later(() => save(form, state), 1200);
  savers.set(form, () => save(form, state, true));
  form.addEventListener("input", state.soon);
  form.addEventListener("change", state.soon);
  form.addEventListener("focusout", now);
  form.addEventListener("submit", (event) => {
    state.soon.cancel();
    if (form.dataset.ready || (!state.busy && !waits(form))) return;
    event.preventDefault();
    sendAfterwards(form, state, event.submitter);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) now(); });
  window.addEventListener("online", () => tick(form, state));
  setInterval(() => { if (form.isConnected) tick(form, state); }, 10000);
};

parts.push((root) => each("form[data-autosave]", autosave, root));

// form[data-waits]: while it can't be saved, its words and photos wait on this device (not on a shared one) and
// are sent by themselves as soon as that is possible: from here, or, with the form closed, from any page.

const about = document.body.dataset;

const keepsHere = () => Boolean(window.indexedDB) && !("shared" in about);

// The device is full or forbids it: the words are still in the form, and Trainer works with a signal.
const quietly = (work) => work.catch(() => null);

let person = about.owner || "";

// With no signal the device itself says who was signed in last.
const personHere = async () => {
  if (!person && "offline" in about) person = (await whoIsHere()) || "";
  return person;
};

// A page drawn for somebody says who is signed in; one drawn for nobody says that nobody is.
const noteWhoIsHere = async () => {
  if (window.indexedDB && !("offline" in about)) await setWhoIsHere((keepsHere() && about.owner) || null);
};

const waits = (form) => "waits" in form.dataset && keepsHere();

const newKey = () => {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0"));
  return [[0, 4], [4, 6], [6, 8], [8, 10], [10, 16]].map(([from, to]) => hex.slice(from, to).join("")).join("-");
};

const keyOf = (form) => {
  const { client_key: named } = form.elements;
  named.value ||= newKey();
  return named.value;
};

const nameOf = (form) => {
  const lines = [...form.querySelectorAll('input[type="text"], textarea')];
  return lines.map((line) => line.value.trim()).find(Boolean)?.split("\n")[0].slice(0, 80) || "";
};

const asDrawn = (form) => {
  const drawn = form.cloneNode(true);
  drawn.reset();
  return asked(drawn);
};

// What the draft behind a form was known to say: what the page was drawn with, then what went out, or may have gone
// out from this device, without an answer.
const knowing = new WeakMap();

const knownBy = (form) => knowing.get(form);

const lastKept = new WeakMap();

// What waited and is here no more was sent in the meantime, by another page or by the service worker.
const knownNow = (form, entry) => {
  const [drawn, ...sent] = knownBy(form);
  if (entry) return [...entry.known, ...sent];
  return [lastKept.get(form) || drawn, ...sent];
};

const uploadOf = (form) => form.querySelector("[data-upload]")?.dataset.upload || "";

const entryOf = (form, entry) => {
  const [fields, known] = [asked(form), knownNow(form, entry)];
  knowing.set(form, remember(known, fields));
  lastKept.set(form, fields);
  return {
    url: form.dataset.autosave, files: [], words: false, ...entry, key: keyOf(form), owner: person, known, fields,
    page: entry?.page || form.dataset.page || location.pathname, upload: uploadOf(form) || entry?.upload || "",
    at: Date.now(), title: nameOf(form), refused: "",
  };
};

const askForSending = async () => {
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("waiting").catch(() => {});  // Where it is not allowed, pages do the sending.
};

const keepWaiting = async (form, refused = "") => {
  if (!(await personHere())) return;
  await changeWaiting(keyOf(form), (entry) => ({ ...entryOf(form, entry), words: true, refused }));
};

const keepPhoto = async (form, file, key) => {
  if (!(await personHere())) return;
  await changeWaiting(keyOf(form), (entry) => {
    const begun = entryOf(form, entry);
    const others = begun.files.filter((one) => one.key !== key);
    return { ...begun, words: begun.words || !begun.upload, files: [...others, { key, file }] };
  });
  await askForSending();
};

const withoutPhoto = (form, key) => changeWaiting(keyOf(form), (entry) =>
  isOver(entry && { ...entry, files: entry.files.filter((one) => one.key !== key) }));

const wordsAreSaved = (key, more = {}) => changeWaiting(key, (entry) => isOver(entry && { ...entry, ...more, words: false }));

// What the autosaving form tells: it is trying, it could not, it has. A sentence means that waiting won't help.
const noteTry = (form, sent) => {
  if (navigator.onLine) knowing.set(form, remember(knownBy(form), JSON.parse(sent)));
};

const waitWith = async (form, refused) => {
  await quietly(keepWaiting(form, refused));
  if (!refused) await askForSending();
};

const catchUp = async (form, sent, answer) => {
  const known = [JSON.parse(sent)];
  knowing.set(form, known);
  lastKept.delete(form);
  await wordsAreSaved(keyOf(form), { known, page: location.pathname, upload: uploadOf(form) });
  sendHeld(form);
  if (answer.merged) await showMerged(form, sent);
};

// What was written elsewhere comes into the page, unless somebody is writing on just now.
const showMerged = async (form, sent) => {
  const answer = await fetch(location.pathname, { headers: headers() });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const drawn = page.querySelector(`form[action="${form.getAttribute("action")}"]`);
  if (!drawn || JSON.stringify(asked(form)) !== sent) return;
  putBack(form, asked(drawn));
  knowing.set(form, [asked(form)]);
};

// Words that wait for a form that is open again are put back into it, and it saves them; so with its photos.
const WAITING_BACK = "waiting-back";

const waitingBack = async () => {
  const entry = await waitingNamed(sessionStorage.getItem(WAITING_BACK) || "");
  sessionStorage.removeItem(WAITING_BACK);
  return entry?.page === location.pathname ? entry : null;
};

const takeUp = async (form) => {
  const entry = (await waitingBack()) || (await waitingNamed(keyOf(form)));
  if (!entry || entry.owner !== person) return;
  knowing.set(form, entry.known);
  if (told(entry.fields) !== told(asked(form))) {
    const note = draftNote("good", word("draft-back"));
    form.prepend(note);
    note.scrollIntoView({ block: "center" });
    putBack(form, entry.fields);
  }
  const drop = form.querySelector("[data-upload]");
  if (drop) entry.files.forEach(({ file, key }) => send(file, drop, document.querySelector(drop.dataset.uploadList), key));
  await savers.get(form)?.();
};

const openKeys = (but = "") => [...document.querySelectorAll(`form[data-waits]${but}`)].map(keyOf);

const sendNow = async () => {
  if (!about.signal || !keepsHere()) return null;
  if (!("offline" in about) && !(await waitingOf(person)).length) return null;
  return sendWaiting(about.signal, (key) => openKeys(":not([data-kept-here])").includes(key));
};

parts.push((root) => each("form[data-waits]", (form) => {
  if (!waits(form)) return;
  keyOf(form);
  knowing.set(form, [asDrawn(form)]);
  form.addEventListener("formdata", (event) => event.formData.set("known", JSON.stringify(knownBy(form))));
  if (!("keptHere" in form.dataset)) queueMicrotask(() => quietly(takeUp(form)));  // Once the parts that save it listen.
}, root));

quietly(noteWhoIsHere());
window.addEventListener("online", () => quietly(sendNow()));
window.addEventListener("load", () => quietly(sendNow()));

// [data-waiting]: what waits on this device for whoever is signed in, drawn from the <template> in it, with its
// number. Each can be sent now, or thrown away after one more press. [data-waiting-none] says that there is nothing,
// [data-sent] that something was just sent.

const shownTime = (moment) => new Date(moment).toLocaleString(document.documentElement.lang || undefined,
  { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

const fill = (row, name, text) => each(`[data-row="${name}"]`, (place) => {
  place.textContent = text;
  place.hidden = !text;
}, row);

const counted = (place, count) => (count ? place.dataset.words.replace("{n}", count) : "");

const onPress = (row, name, action) => each(`[data-do="${name}"]`, (button) => button.addEventListener("click", action), row);

const asks = (row, asking) => {
  each("[data-asks]", (part) => { part.hidden = (part.dataset.asks === "yes") !== asking; }, row);
  row.querySelector(asking ? '[data-do="keep"]' : '[data-do="ask"]').focus();
};

const thrownAway = new Set();

const focusList = () => {
  const list = document.querySelector("[data-waiting]:not([hidden])");
  (list?.querySelector("h2") || document.getElementById("main")).focus();
};

const throwAway = async (key) => {
  thrownAway.add(key);
  await changeWaiting(key, () => null);
  focusList();
};

const tryAgain = async (key) => {
  await changeWaiting(key, (entry) => entry && { ...entry, refused: "" });
  await sendNow();
};

const rowOf = (list, entry) => {
  const row = fragment(list.querySelector("template").innerHTML).firstElementChild;
  if (entry.title) fill(row, "title", entry.title);
  fill(row, "when", shownTime(entry.at));
  each('[data-row="photos"]', (place) => { place.textContent = counted(place, entry.files.length); }, row);
  fill(row, "why", entry.refused === UNSAID ? list.dataset.unsaid : entry.refused);
  each("[data-open]", (link) => { link.href = entry.page; link.hidden = "offline" in about; }, row);
  onPress(row, "ask", () => asks(row, true));
  onPress(row, "keep", () => asks(row, false));
  onPress(row, "drop", () => throwAway(entry.key));
  onPress(row, "again", () => tryAgain(entry.key));
  each("[data-open]", (link) => link.addEventListener("click", () => sessionStorage.setItem(WAITING_BACK, entry.key)), row);
  return row;
};

const shownKeys = new WeakMap();

const drawList = async (list) => {
  const mine = (await personHere()) && keepsHere() ? await waitingOf(person) : [];
  const waiting = mine.filter((entry) => !openKeys().includes(entry.key));
  const keys = waiting.map((entry) => entry.key);
  const sent = (shownKeys.get(list) || []).filter((key) => !keys.includes(key) && !thrownAway.has(key));
  shownKeys.set(list, keys);
  if (sent.length) each("[data-sent]", (note) => { note.hidden = false; });
  const number = list.querySelector("[data-words]");
  number.textContent = number.dataset.words.replace("{n}", waiting.length);
  list.querySelector("ul").replaceChildren(...waiting.map((entry) => rowOf(list, entry)));
  list.hidden = waiting.length === 0;
  each("[data-waiting-none]", (words) => { words.hidden = waiting.length > 0; });
};

parts.push((root) => each("[data-waiting]", (list) => {
  const draw = () => (list.isConnected ? quietly(drawList(list)) : null);
  draw();
  listeners.push(draw);
}, root));

if (news) news.onmessage = () => listeners.forEach((listen) => listen());

// form[data-leaves="URL"]: signing out. What waits on this device is sent first; where it can't be, the page at the
// address says what waits and asks. Afterwards this device knows nobody.

const somethingWaits = async () => keepsHere() && (await waitingOf(person)).length > 0;

const signOut = async (form) => {
  if (await quietly(somethingWaits())) await quietly(sendNow());
  if (await quietly(somethingWaits())) {
    location.assign(form.dataset.leaves);
    return;
  }
  await quietly(setWhoIsHere(null));
  form.submit();
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-leaves]");
  if (!form) return;
  event.preventDefault();
  signOut(form);
});

// The two answers of that page: sign out and signOut it here, or throw it away and sign out.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-leaving]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.leaving === "drop") {
    for (const entry of await waitingOf(person)) await changeWaiting(entry.key, () => null);
  }
  await quietly(setWhoIsHere(null));
  form.submit();
});

// form[data-kept-here], on the page without a signal: what is written is kept on this device, for whoever was signed
// in last ([data-for-somebody]; otherwise [data-for-nobody] says so). [data-signal-back] is shown once there is one.

const today = () => {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
};

const beginAnew = (form) => {
  form.reset();
  each('input[type="date"]', (day) => { day.value = day.defaultValue = today(); }, form);
  form.elements.client_key.value = newKey();
  knowing.set(form, [asked(form)]);
  each("[data-upload]", (drop) => document.querySelector(drop.dataset.uploadList).replaceChildren(), form);
  photosHeld.delete(form);
};

const hasSomething = (form) => photosHeld.get(form)?.length || told(asked(form)) !== told(knownBy(form)[0]);

const keptHere = async (form) => {
  await personHere();
  each("[data-for-somebody]", (part) => { part.hidden = !person; });
  each("[data-for-nobody]", (part) => { part.hidden = Boolean(person); });
  beginAnew(form);
  const keep = async () => {
    if (!hasSomething(form)) return;
    await keepWaiting(form);
    saved(form, word("waits"), "saved");
  };
  const soon = later(keep, 400);
  form.addEventListener("input", soon);
  form.addEventListener("focusout", soon);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    soon.cancel();
    await keep();
    await askForSending();
    beginAnew(form);
    saved(form, "", "quiet");
    await tellLists();
    focusList();
    await signalBack();
  });
};

const signalBack = async () => {
  const here = await sendNow();
  if (here) each("[data-signal-back]", (note) => { note.hidden = false; });
};

parts.push((root) => each("form[data-kept-here]", (form) => {
  keptHere(form);
  window.addEventListener("online", signalBack);
  window.addEventListener("load", signalBack);
}, root));

// [data-upload="URL"]: each chosen or dropped file is sent on its own, with its real progress. On success the
// row becomes the markup the server answered; on refusal it shows the server's sentence ({"error": …}).
// While the address is empty, the form around it is saved first, and its answer brings the address. A file of
// more than data-upload-limit bytes is not sent at all. Each goes under a key of its own, so that it arrives once;
// what can't be sent from a form whose words wait on this device waits with them.

const size = (bytes) => {
  const units = ["B", "KB", "MB", "GB"];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1000 ** step;
  const lang = document.documentElement.lang || undefined;
  return `${number.toLocaleString(lang, { maximumFractionDigits: step > 1 ? 1 : 0 })} ${units[step]}`;
};

const fileRow = (file) => {
  const progress = make("progress", { max: "100", value: "0", "aria-label": word("sending-file", { name: file.name }) });
  const stop = make("button", { class: "btn btn-quiet btn-sm", type: "button",
    "aria-label": word("stop-file", { name: file.name }) }, word("stop"));
  const detail = make("span", { class: "meta" }, size(file.size));
  const row = make("li", { class: "file" }, make("span", { class: "thumb" }),
    make("div", {}, `${file.name} `, detail), stop, progress);
  return { row, progress, stop, detail };
};

const refuse = ({ row, progress, stop, detail }, file, why) => {
  progress.remove();
  detail.textContent = size(file.size);
  row.append(make("p", { class: "error-text file-why", role: "alert" }, why));
  stop.textContent = word("remove");
  stop.setAttribute("aria-label", word("remove-file", { name: file.name }));
};

const whyNot = (request, file) => {
  try {
    return JSON.parse(request.responseText).error || word("upload-failed", { name: file.name });
  } catch {
    return word("upload-failed", { name: file.name });
  }
};

const accept = (row, html) => {
  const held = row.contains(document.activeElement);
  const arrived = fragment(html).firstElementChild;
  row.replaceWith(arrived);
  enhance(arrived);
  if (held) arrived.querySelector("a, button")?.focus();
};

// What waits in this page: [{file, key, drop, list, row}] for each form.
const photosHeld = new WeakMap();

const letWait = async (shown, file, key, drop, list) => {
  const form = drop.closest("form");
  shown.progress.remove();
  shown.detail.textContent = size(file.size);
  shown.row.append(make("p", { class: "meta file-why", role: "status" }, word("file-waits")));
  shown.stop.textContent = word("remove");
  shown.stop.setAttribute("aria-label", word("remove-file", { name: file.name }));
  shown.stop.addEventListener("click", () => withoutPhoto(form, key));
  photosHeld.set(form, [...(photosHeld.get(form) || []), { file, key, drop, list, row: shown.row }]);
  await keepPhoto(form, file, key);
};

const sendHeld = (form) => {
  const photos = (photosHeld.get(form) || []).filter(({ row }) => row.isConnected);
  photosHeld.delete(form);
  photos.forEach(({ file, key, drop, list, row }) => {
    row.remove();
    send(file, drop, list, key);
  });
};

const send = (file, drop, list, key = newKey()) => {
  const form = drop.closest("form");
  const shown = fileRow(file);
  const request = new XMLHttpRequest();
  const body = new FormData();
  const failed = () => {
    if (form && waits(form)) letWait(shown, file, key, drop, list);
    else refuse(shown, file, word("upload-failed", { name: file.name }));
  };
  const arrived = () => {
    accept(shown.row, request.responseText);
    if (form && waits(form)) withoutPhoto(form, key);
  };
  body.append("file", file);
  body.append("client_key", key);
  list.append(shown.row);
  shown.stop.addEventListener("click", () => { request.abort(); shown.row.remove(); });
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.progress.value = (event.loaded / event.total) * 100;
    shown.detail.textContent = `${size(event.loaded)} / ${size(event.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status < 300) arrived();
    else if (request.status === 401) failed();
    else refuse(shown, file, whyNot(request, file));
  });
  request.addEventListener("error", failed);
  const limit = Number(drop.dataset.uploadLimit) || Infinity;
  if (file.size > limit) {
    refuse(shown, file, word("too-large", { size: size(file.size), limit: size(limit) }));
    return;
  }
  if (!drop.dataset.upload) {
    failed();
    return;
  }
  request.open("POST", drop.dataset.upload);
  for (const [name, value] of Object.entries({ ...headers(), Accept: "application/json, text/html;q=0.9" })) {
    request.setRequestHeader(name, value);
  }
  request.send(body);
};

const upload = (drop) => {
  const list = document.querySelector(drop.dataset.uploadList);
  const sendAll = async (files) => {
    const chosen = [...files];
    if (!drop.dataset.upload) await savers.get(drop.closest("form"))?.();
    chosen.forEach((file) => send(file, drop, list));
  };
  drop.addEventListener("change", (event) => {
    sendAll(event.target.files);
    event.target.value = "";
  });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    sendAll(event.dataTransfer.files);
  });
};

parts.push((root) => each("[data-upload]", upload, root));

// input[type=file][data-limit="BYTES"]: a larger file is refused as soon as it is chosen, instead of after it was sent.

const limited = (input) => {
  const limit = Number(input.dataset.limit);
  input.addEventListener("change", () => {
    const large = [...input.files].find((file) => file.size > limit);
    input.setCustomValidity(large ? word("too-large", { size: size(large.size), limit: size(limit) }) : "");
    if (large) input.reportValidity();
  });
};

parts.push((root) => each("[data-limit]", limited, root));

// form[data-suggest="URL"]: after a pause the words are posted, and the answer replaces what is in
// [data-suggestions]. What was ticked stays ticked, even when it is no longer suggested.

const keepTicks = (target, arrived) => {
  each("input:checked", (input) => {
    const same = [...arrived.querySelectorAll("input")].find(
      (other) => other.name === input.name && other.value === input.value);
    if (same) same.checked = true;
    else arrived.prepend(input.closest("[data-kept]") || input.closest("label"));
  }, target);
};

const typed = (form) =>
  [...form.querySelectorAll('textarea, input[type="text"]')].map((input) => input.value).join(" ").trim();

const suggest = (form) => {
  const target = form.querySelector("[data-suggestions]") || document.querySelector("[data-suggestions]");
  let last = typed(form);
  let waiting = null;
  const ask = later(async () => {
    const words = typed(form);
    if (words === last || target.contains(document.activeElement)) return;
    last = words;
    waiting?.abort();
    waiting = new AbortController();
    try {
      const response = await fetch(form.dataset.suggest, {
        method: "POST", body: new URLSearchParams(asked(form)), headers: headers(), signal: waiting.signal,
      });
      if (!response.ok) return;
      const arrived = fragment(await response.text());
      keepTicks(target, arrived);
      target.replaceChildren(arrived);
    } catch {
      // No connection: the suggestions stay as they are.
    }
  }, 900);
  form.addEventListener("input", ask);
};

parts.push((root) => each("form[data-suggest]", suggest, root));

// [data-live="URL"]: when a choice within changes, its form is posted there, and the answer (with the header
// X-Fragment) replaces the part named by data-live-into. The choices themselves are not touched.

const live = (box) => {
  let waiting = null;
  const ask = later(async () => {
    waiting?.abort();
    waiting = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(box.closest("form")));
      const response = await fetch(box.dataset.live, {
        method: "POST", body, headers: headers(), signal: waiting.signal,
      });
      if (!response.headers.has("X-Fragment")) return;
      const arrived = fragment(await response.text()).firstElementChild;
      document.querySelector(box.dataset.liveInto).replaceWith(arrived);
      enhance(arrived);
    } catch {
      // No connection: what was said stays, and the button beside it asks the plain way.
    }
  }, 200);
  box.addEventListener("change", ask);
};

parts.push((root) => each("[data-live]", live, root));

// [data-follow="#said"]: work goes on elsewhere, so the page is asked for again every second or two and this
// part of it replaced, until it no longer says data-follow. What changed is said in the element named there.

const follow = (part) => {
  const ask = async () => {
    if (!part.isConnected) return;
    try {
      const response = await fetch(location.href, { headers: headers() });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const arrived = page.getElementById(part.id);
      if (response.ok && arrived && arrived.innerHTML !== part.innerHTML) {
        const said = document.querySelector(part.dataset.follow);
        if (said) said.textContent = arrived.querySelector("h2, .note-t")?.textContent || "";
        part.replaceWith(document.adoptNode(arrived));
        enhance(arrived);
        return;
      }
    } catch {
      // No connection: asked again, and the link in it asks the plain way.
    }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 700);
};

parts.push((root) => each("[data-follow]", follow, root));

// [data-review]: the review workspace by keyboard. Single keys work within it, or while nothing has the focus; never
// while typing, and not for whoever has switched them off (data-keys="off"). What a key presses says so in data-key.

const items = (pane) => [...pane.querySelectorAll("[data-review-item]")];

const move = (pane, by) => {
  const all = items(pane);
  const focused = all.findIndex((item) => item.contains(document.activeElement));
  const here = focused < 0 ? all.findIndex((item) => item.matches(".is-open")) : focused;
  const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
  const focus = next?.querySelector('a[href], button, textarea, input:not([type="hidden"])') || next;
  focus?.focus();
};

const judged = (pane) => items(pane).find((one) => one.contains(document.activeElement) && one.querySelector("[data-judge]")) || pane;

const choose = (pane, judgement) => {
  const input = judged(pane).querySelector(`[data-judge="${judgement}"]`);
  if (!input) return;
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const sayAll = (pane) => {
  const ticks = [...pane.querySelectorAll('input[name="vacsr"]')];
  const all = ticks.every((one) => one.checked);
  ticks.forEach((one) => { one.checked = !all; });
  ticks[0]?.focus();
};

const reach = (pane, selector) => {
  const found = pane.querySelector(selector);
  found?.focus();
  found?.scrollIntoView({ block: "nearest" });
};

const unfold = (pane, selector, focus) => {
  const details = pane.querySelector(selector);
  if (!details) return;
  details.open = true;
  details.querySelector(focus)?.focus();
};

const press = (selector) => document.querySelector(selector)?.click();

const resize = (pane, by) => {
  const sizes = [...pane.querySelectorAll("[data-zoom]")];
  sizes[sizes.findIndex((one) => one.hasAttribute("aria-current")) + by]?.click();
};

const KEYS = {
  j: (pane) => move(pane, 1),
  k: (pane) => move(pane, -1),
  m: (pane) => choose(pane, "met"),
  n: (pane) => choose(pane, "not"),
  v: sayAll,
  f: (pane) => reach(pane, 'textarea[name="feedback"]'),
  p: (pane) => unfold(pane, "[data-phrases]", "[data-phrase]"),
  s: () => press('[data-key="keep"]'),
  g: (pane) => reach(pane, '[data-key="sign"]'),
  e: (pane) => reach(pane, "[data-evidence]"),
  c: (pane) => unfold(pane, "[data-comment]", 'textarea[name="words"]'),
  ".": () => press('[data-step="next-page"]'),
  ",": () => press('[data-step="prev-page"]'),
  "+": (pane) => resize(pane, 1),
  "-": (pane) => resize(pane, -1),
  l: () => press('[data-key="next-item"]'),
  b: () => press('[data-key="previous-item"]'),
  "?": () => document.getElementById("key-sheet")?.showModal(),
};

// A sheet just closed may hold the focus until the next frame: that is nowhere, too.
const NOWHERE = "body, #main, dialog:not([open]) *";

const paneOf = (target) => target.closest?.("[data-review]")
  || (target.matches?.(NOWHERE) ? document.querySelector("[data-review]") : null);

document.addEventListener("keydown", (event) => {
  const pane = paneOf(event.target);
  if (!pane || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    const keep = event.target.form.querySelector('[data-key="keep"]');
    if (keep) keep.click();
    return;
  }
  const action = KEYS[event.key.toLowerCase()];
  if (!action || pane.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.target.matches("audio, video")) return;
  event.preventDefault();
  action(pane);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-key-help]")) document.getElementById("key-sheet")?.showModal();
  event.target.closest("[data-key-close]")?.closest("dialog").close();
});

// [data-evidence]: links and forms marked data-pane show something else of the evidence without leaving the page,
// so that a judgement half written stays. Sizes change in place, and an enlarged picture is moved by dragging it.

const showInPane = async (pane, url, focus) => {
  let response;
  try {
    response = await fetch(url, { headers: headers() });
  } catch {
    location.assign(url);
    return;
  }
  if (!response.headers.has("X-Fragment")) {
    location.assign(url);
    return;
  }
  const arrived = fragment(await response.text()).firstElementChild;
  pane.replaceWith(arrived);
  history.replaceState(null, "", url);
  enhance(arrived);
  (arrived.querySelector(focus) || arrived).focus();
};

const again = (link) => {
  if (link.dataset.step) return `[data-step="${link.dataset.step}"], [data-frame]`;
  return '.chips [aria-current="true"]';
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-evidence] a[data-pane]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const pane = link.closest("[data-evidence]");
  if (link.dataset.zoom) enlarge(pane, link);
  else showInPane(pane, link.href, again(link));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-evidence] form[data-pane]");
  if (!form) return;
  event.preventDefault();
  const url = new URL(form.action);
  new FormData(form).forEach((value, name) => url.searchParams.set(name, value));
  showInPane(form.closest("[data-evidence]"), url.href, "#find-within");
});

const enlarge = (pane, link) => {
  const frame = pane.querySelector("[data-frame]");
  const across = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
  const down = (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight;
  frame.querySelector("[data-canvas]").className = `canvas zoom-${link.dataset.zoom}`;
  frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2;
  frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
  each("[data-zoom]", (one) => one.removeAttribute("aria-current"), pane);
  link.setAttribute("aria-current", "true");
  history.replaceState(null, "", link.href);
};

const panned = (frame) => {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button) return;
    from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    frame.scrollLeft = from.x - event.clientX;
    frame.scrollTop = from.y - event.clientY;
  });
  ["pointerup", "pointercancel"].forEach((name) => frame.addEventListener(name, () => { from = null; }));
};

parts.push((root) => each("[data-frame]", panned, root));

// input[data-ticks="NAME"]: ticks all whose data-ticked-by says that name, and is ticked itself when all of them are.

const tickedBy = (name, root) => [...root.querySelectorAll(`[data-ticked-by~="${name}"]`)];

document.addEventListener("change", (event) => {
  const form = event.target.form;
  const name = event.target.dataset?.ticks;
  if (name) tickedBy(name, form).forEach((one) => { one.checked = event.target.checked; });
  if (!name && !event.target.dataset?.tickedBy) return;
  form.querySelectorAll("[data-ticks]").forEach((all) => {
    all.checked = tickedBy(all.dataset.ticks, form).every((one) => one.checked);
  });
});

// [data-comment] in [data-evidence]: a part of a picture is marked by dragging over it, the second is taken from the
// player, and words selected in the text are what a comment is on. All of it ends up in fields that can be typed in too.

const fieldOf = (pane, name) => pane.querySelector(`[data-comment-form] [name="${name}"]`);

const inFrame = (frame, event) => {
  const box = frame.querySelector("[data-canvas]").getBoundingClientRect();
  const per = (at, from, size) => Math.round(Math.max(0, Math.min(100, ((at - from) / size) * 100)));
  return { x: per(event.clientX, box.left, box.width), y: per(event.clientY, box.top, box.height) };
};

const drawing = (button) => {
  const pane = button.closest("[data-evidence]");
  const frame = pane.querySelector("[data-frame]");
  if (!frame) return;
  let from = null;
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const stop = () => {
    button.setAttribute("aria-pressed", "false");
    pane.classList.remove("is-drawing");
  };
  const show = (to) => {
    const part = {
      from_left: Math.min(from.x, to.x), from_top: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y),
    };
    const sides = { x: part.from_left, y: part.from_top, width: part.width, height: part.height };
    for (const [name, value] of Object.entries(sides)) drawn.setAttribute(name, `${value}%`);
    for (const [name, value] of Object.entries(part)) fieldOf(pane, name).value = value;
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    pane.classList.toggle("is-drawing", on);
    if (on) frame.scrollIntoView({ block: "nearest" });
  });
  frame.addEventListener("pointerdown", (event) => {
    if (button.getAttribute("aria-pressed") !== "true") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    frame.setPointerCapture(event.pointerId);
    from = inFrame(frame, event);
    frame.querySelector("[data-marks]").append(drawn);
  }, true);
  frame.addEventListener("pointermove", (event) => { if (from) show(inFrame(frame, event)); });
  frame.addEventListener("pointerup", () => {
    if (!from) return;
    from = null;
    stop();
    fieldOf(pane, "words").focus();
  });
};

const takeTime = (button) => button.addEventListener("click", () => {
  const pane = button.closest("[data-evidence]");
  const at = Math.floor(pane.querySelector("[data-media]").currentTime);
  fieldOf(pane, "at").value = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
  fieldOf(pane, "words").focus();
});

const takeQuote = (details) => details.addEventListener("toggle", () => {
  const pane = details.closest("[data-evidence]");
  const chosen = document.getSelection();
  const within = chosen?.anchorNode?.parentElement?.closest("[data-quotable]");
  const quote = fieldOf(pane, "quote");
  if (details.open && quote && within && pane.contains(within)) quote.value ||= chosen.toString().trim();
});

parts.push((root) => {
  each("[data-draw]", drawing, root);
  each("[data-take-time]", takeTime, root);
  each("[data-comment]", takeQuote, root);
});

// [data-phrase] in a form with a feedback box: its words go in where the writing mark stands, to be changed there.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  event.preventDefault();
  const box = button.form.elements.feedback;
  const before = box.value.slice(0, box.selectionStart);
  const space = before && !/\s$/.test(before) ? " " : "";
  box.setRangeText(space + button.dataset.phrase, box.selectionStart, box.selectionEnd, "end");
  button.closest("details").open = false;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

// [data-outline] in a form: arrows go through its lines ([data-at]), Alt with an arrow moves one, N adds one after
// it, Delete takes it out; its numbers can be dragged. Ctrl S keeps the form, Escape goes back to the outline.
// Everything is a press of a button named "do", as without the script.

const pressFor = (form, what) => {
  const button = make("button", { type: "submit", name: "do", value: what, hidden: "" });
  form.append(button);
  form.requestSubmit(button);
};

const linesOf = (outline) => [...outline.querySelectorAll("[data-at]")];

const focusLine = (line) => {
  line?.querySelector("[data-line]").focus();
  line?.scrollIntoView({ block: "nearest" });
};

const OUTLINE_KEYS = {
  ArrowDown: (lines, here) => focusLine(lines[here + 1]),
  ArrowUp: (lines, here) => focusLine(lines[here - 1]),
  Home: (lines) => focusLine(lines[0]),
  End: (lines) => focusLine(lines[lines.length - 1]),
};

const changeFor = (event, place) => {
  if (place === "facts") return "";
  if (event.altKey && event.key === "ArrowUp") return `up:${place}`;
  if (event.altKey && event.key === "ArrowDown") return `down:${place}`;
  if (event.altKey) return "";
  if (event.key.toLowerCase() === "n") return `add:${place[0]}:${place}`;
  return event.key === "Delete" ? `remove:${place}` : "";
};

const outlineKey = (outline, event) => {
  const lines = linesOf(outline);
  const here = lines.findIndex((line) => line.contains(event.target));
  if (here < 0 || event.ctrlKey || event.metaKey) return;
  const change = changeFor(event, lines[here].dataset.at);
  const action = event.altKey ? null : OUTLINE_KEYS[event.key];
  if (!change && !action) return;
  event.preventDefault();
  if (change) pressFor(outline.closest("form"), change);
  else action(lines, here);
};

const formKey = (outline, event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    pressFor(event.currentTarget, "save");
  } else if (event.key === "Escape" && !outline.contains(event.target)) {
    focusLine(outline.querySelector("[aria-current]"));
  }
};

// A line can be put beside one of its own kind, and a criterion under an outcome.
let dragged = null;

const takes = (line) => {
  const kind = line.dataset.at[0];
  return dragged && line !== dragged && (kind === dragged.dataset.at[0] || (kind === "o" && dragged.dataset.at[0] === "c"));
};

const sideOf = (line, event) => {
  const { top, height } = line.getBoundingClientRect();
  return event.clientY < top + height / 2 ? "before" : "after";
};

const unmark = (outline) => each(".drop-before, .drop-after", (one) => one.classList.remove("drop-before", "drop-after"), outline);

const draggable = (outline, line) => {
  if (line.dataset.at === "facts") return;
  line.setAttribute("draggable", "true");
  line.addEventListener("dragstart", (event) => {
    dragged = line;
    event.dataTransfer.setData("text/plain", line.dataset.at);
  });
  line.addEventListener("dragend", () => { dragged = null; unmark(outline); });
  line.addEventListener("dragover", (event) => {
    unmark(outline);
    if (!takes(line)) return;
    event.preventDefault();
    line.classList.add(`drop-${sideOf(line, event)}`);
  });
  line.addEventListener("drop", (event) => {
    event.preventDefault();
    if (takes(line)) pressFor(outline.closest("form"), `put:${dragged.dataset.at}:${sideOf(line, event)}:${line.dataset.at}`);
  });
};

// What was done last says where to go on: in the line that was moved, or in the part that was opened. The browser goes to
// the address's fragment when it has drawn the page, and takes the focus away as it does; so this waits for that.
const goOn = (outline) => {
  const hash = decodeURIComponent(location.hash.slice(1));
  const open = outline.querySelector("[aria-current]");
  if (open) outline.scrollTop = open.offsetTop - outline.offsetTop - outline.clientHeight / 3;
  if (hash.startsWith("at-")) focusLine(document.getElementById(hash)?.closest("[data-at]"));
  else if (hash === "part" && matchMedia("(pointer: fine)").matches) {
    outline.closest("form").querySelector("#part").parentElement.querySelector("input, textarea, select")?.focus();
  }
};

parts.push((root) => each("[data-outline]", (outline) => {
  outline.addEventListener("keydown", (event) => outlineKey(outline, event));
  outline.closest("form").addEventListener("keydown", (event) => formKey(outline, event));
  linesOf(outline).forEach((line) => draggable(outline, line));
  each("[data-outline-help]", (help) => { help.hidden = false; });
  const begin = () => requestAnimationFrame(() => requestAnimationFrame(() => goOn(outline)));
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}, root));

// [data-cover]: areas of a picture are drawn on it with mouse, pen or finger, or added and moved with the keyboard.
// Each is a row of four number fields (data-area), in per cent, which the form sends; rows not in use are hidden.

const PERCENT = 100;
const STEP = 1;
const SMALLEST = 1;

const cover = (box) => {
  const svg = box.querySelector("[data-areas]");
  const rows = [...box.querySelectorAll("[data-area]")];
  const add = box.querySelector("[data-add-area]");
  const inputs = (row) => [...row.querySelectorAll("input")];
  const numbers = (row) => inputs(row).map((input) => Number.parseFloat(input.value.replace(",", ".")));
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const round = (value) => Math.round(value * PERCENT) / PERCENT;
  const isGiven = (row) => numbers(row).every((number) => Number.isFinite(number));

  const put = (row, [left, top, width, height]) => {
    const wide = within(Math.max(width, SMALLEST), PERCENT);
    const high = within(Math.max(height, SMALLEST), PERCENT);
    const place = [within(left, PERCENT - wide), within(top, PERCENT - high), wide, high];
    inputs(row).forEach((input, index) => { input.value = round(place[index]); });
    draw();
  };

  const rectOf = (row) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ["x", "y", "width", "height"].forEach((name, index) => rect.setAttribute(name, numbers(row)[index]));
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "img");
    rect.setAttribute("aria-label", box.dataset.wordArea.replace("%n", rows.indexOf(row) + 1));
    rect.addEventListener("keydown", (event) => move(row, event));
    return rect;
  };

  const draw = () => {
    svg.replaceChildren(...rows.filter(isGiven).map(rectOf));
    rows.forEach((row) => {
      row.hidden = !inputs(row).some((input) => input.value) && !row.contains(document.activeElement);
    });
    const full = rows.every((row) => !row.hidden);
    box.querySelector("[data-areas-full]").hidden = !full;
    add.disabled = full;
  };

  const focus = (row) => svg.children[rows.filter(isGiven).indexOf(row)]?.focus();

  const move = (row, event) => {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    const [left, top, width, height] = numbers(row);
    if (event.key === "Delete" || event.key === "Backspace") {
      inputs(row).forEach((input) => { input.value = ""; });
      draw();
      add.focus();
    } else if (way && event.shiftKey) put(row, [left, top, width + way[0], height + way[1]]);
    else if (way) put(row, [left + way[0], top + way[1], width, height]);
    else return;
    event.preventDefault();
    if (way) focus(row);
  };

  const unused = () => rows.find((row) => row.hidden);
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    return [((event.clientX - frame.left) / frame.width) * PERCENT, ((event.clientY - frame.top) / frame.height) * PERCENT]
      .map((value) => within(value, PERCENT));
  };

  let drawing = null;
  const stretch = (event) => {
    const [x, y] = at(event);
    const [from, down] = drawing.start;
    put(drawing.row, [Math.min(x, from), Math.min(y, down), Math.abs(x - from), Math.abs(y - down)]);
  };
  svg.addEventListener("pointerdown", (event) => {
    const row = unused();
    if (!row || event.button) return;
    drawing = { row, start: at(event) };
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => { if (drawing) stretch(event); });
  svg.addEventListener("pointerup", (event) => {
    if (!drawing) return;
    if (event.clientX || event.clientY) stretch(event);
    focus(drawing.row);
    drawing = null;
  });
  svg.addEventListener("pointercancel", () => { drawing = null; });
  box.addEventListener("input", draw);
  add.addEventListener("click", () => {
    const row = unused();
    put(row, [40, 40, 20, 20]);
    focus(row);
  });

  svg.classList.add("is-live");
  add.hidden = false;
  box.querySelector("[data-cover-help]").hidden = false;
  draw();
};

parts.push((root) => each("[data-cover]", cover, root));

// form[data-swap="#target"]: sent by fetch. An answer with the header X-Fragment replaces the target, and what
// carries data-focus in it takes the focus, data-location being the page's address from now on; any other answer is opened as the page it is.

const swapIn = (target, html) => {
  const arrived = fragment(html).firstElementChild;
  target.replaceWith(arrived);
  if (arrived.dataset.location) history.replaceState(null, "", arrived.dataset.location);
  enhance(arrived);
  const focus = arrived.matches("[data-focus]") ? arrived : arrived.querySelector("[data-focus]");
  focus?.focus();
};

const openPage = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus();
  enhance(document);
};

// Shown from the answer itself: asking for it again would lose the message it carries.
const openAnswer = async (response) => {
  const html = await response.text();
  if (response.redirected) history.pushState(null, "", response.url);
  openPage(html);
};

const swap = async (form, submitter) => {
  const target = document.querySelector(form.dataset.swap);
  const body = new URLSearchParams(new FormData(form, submitter));
  hold(form, submitter);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: headers() });
    answered = true;
    if (response.headers.has("X-Fragment")) swapIn(target, await response.text());
    else await openAnswer(response);
  } catch {
    // No connection: send it the plain way, so that the browser says so and keeps the words.
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  answered = false;
  if (form.isConnected) release(form);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.swap || !document.querySelector(form.dataset.swap) || form.dataset.sent) return;
  event.preventDefault();
  swap(form, event.submitter);
}, true);

window.addEventListener("popstate", () => location.reload());

// a[data-next]: the page it leads to is asked for while this one is read, so that it is there at once. It is kept in
// memory only and for a minute, since answers of ours are never kept in caches.

const AHEAD_MS = 60000;
let ahead = null;

const askAhead = (link) => setTimeout(async () => {
  if (!link.isConnected) return;
  try {
    const response = await fetch(link.href);
    if (response.ok && !response.redirected) ahead = { url: link.href, html: await response.text(), at: Date.now() };
  } catch {
    // No connection: the link asks by itself.
  }
}, 1500);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-next]");
  const fresh = ahead && ahead.url === link?.href && Date.now() - ahead.at < AHEAD_MS;
  if (!fresh || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", ahead.url);
  openPage(ahead.html);
  ahead = null;
});

parts.push((root) => each("a[data-next]", askAhead, root));

// <body data-worker="URL">: the service worker that answers while there is no signal, once the page is there.

const install = () => navigator.serviceWorker.register(document.body.dataset.worker).catch(() => {
  // The browser forbids it, as in a private window: Trainer works, as long as there is a signal.
});

if (document.body.dataset.worker && navigator.serviceWorker) {
  if (document.readyState === "complete") install();
  else window.addEventListener("load", install);
}

// form[data-passkey="make" or "use"] with data-asked='…': the device makes a passkey, or signs with one, before the form goes.
// What it answers goes into the field `credential`. Where it can't, or the person turns away, [data-passkey-says] says so.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const passkeyOptions = (form) => {
  const asked = JSON.parse(form.dataset.asked);
  asked.challenge = bytesOf(asked.challenge);
  if (asked.user) asked.user.id = bytesOf(asked.user.id);
  for (const list of [asked.excludeCredentials, asked.allowCredentials]) {
    for (const one of list || []) one.id = bytesOf(one.id);
  }
  return asked;
};

const asJson = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = textOf(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
};

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form || form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const says = form.querySelector("[data-passkey-says]");
    says.hidden = true;
    try {
      const publicKey = passkeyOptions(form);
      const credential =
        form.dataset.passkey === "make"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = asJson(credential);
    } catch {
      says.hidden = false;
      says.focus();
      return;
    }
    form.requestSubmit();
  },
  true,
);

enhance(document);
})();
