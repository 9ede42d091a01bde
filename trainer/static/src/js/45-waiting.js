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
