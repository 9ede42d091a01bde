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
