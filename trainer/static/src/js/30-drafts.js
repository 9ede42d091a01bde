// A copy of what was typed, kept on this device while the server does not have it.

const asked = (form) => {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrf_token" && name !== "version") fields.push([name, value]);
  }
  return fields.filter(([name]) => form.elements[name]?.type !== "password");
};

const draftKey = (form) => `draft:${form.dataset.draftKey}`;

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
    else if (values.length && !stays(input)) input.value = values[0];
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
};

// The same words, whatever their order, the spaces around them and the name of the new thing they began.
const told = (fields) => JSON.stringify(
  fields.filter(([name, value]) => name !== "client_key" && value.trim())
    .map(([name, value]) => [name, value.trim().replaceAll("\r\n", "\n")]).sort());

const offerDraft = (form) => {
  const kept = localStorage.getItem(draftKey(form));
  if (!kept || told(JSON.parse(kept)) === told(asked(form))) return;
  const use = make("button", { class: "btn btn-plain btn-sm", type: "button" }, word("draft-use"));
  const drop = make("button", { class: "btn btn-quiet btn-sm", type: "button" }, word("draft-drop"));
  const note = make("div", { class: "note note-care mb-4", role: "status" },
    make("span", {}), make("div", {},
      make("p", {}, word("draft-found")), make("div", { class: "row-x" }, use, drop)));
  use.addEventListener("click", () => { putBack(form, JSON.parse(kept)); note.remove(); });
  drop.addEventListener("click", () => { dropDraft(form); note.remove(); });
  form.before(note);
};

// A form that was sent loses its copy when a page answers, be it the same form without errors. The door and
// error pages leave it: a sign-in that ran out in the meantime does not cost the words.
const SENT = "draft-sent";

const noteSent = (form) => {
  keepDraft(form);
  if (form.dataset.draftKey) sessionStorage.setItem(SENT, form.dataset.draftKey);
};

parts.push((root) => {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  if (root.querySelector(".door, [data-keep-drafts]")) return;
  const here = document.querySelector(`form[data-draft-key="${CSS.escape(key)}"]`);
  if (!here?.querySelector(".error-summary")) localStorage.removeItem(`draft:${key}`);
});

parts.push((root) => each("form[data-draft-key]", (form) => {
  offerDraft(form);
  form.addEventListener("submit", () => noteSent(form));
}, root));
