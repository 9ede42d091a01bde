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
