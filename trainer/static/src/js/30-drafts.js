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
