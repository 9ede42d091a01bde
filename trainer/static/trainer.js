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

const headers = () => ({ "X-CSRFToken": token(), "X-Requested-With": "fetch" });

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

// A copy of what was typed, kept on this device while the server does not have it.

// New with each drawing of a page, so nothing of what somebody typed.
const DRAWN = ["csrf_token", "version", "request_key"];

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
  keepDraft(form);
  const from = location.href.replace(location.hash, "");
  sessionStorage.setItem(SENT, JSON.stringify({ key: draftKey(form), from, page: PAGE }));
};

const takeSent = () => {
  const sent = JSON.parse(sessionStorage.getItem(SENT));
  if (!sent || (sent.page === PAGE && !answered)) return null;
  sessionStorage.removeItem(SENT);
  return sent.page === PAGE || document.referrer === sent.from ? sent.key : null;
};

// The page that says so ([data-go-back]) tells which of the two it will be.
const sayWhatBecomesOf = (key, page) => {
  if (!localStorage.getItem(key)) return;
  comesBack(key);
  each("[data-copy-words]", (words) => { words.hidden = true; }, page);
  each("[data-words-return]", (words) => { words.hidden = false; }, page);
};

parts.push((root) => {
  const key = takeSent();
  if (!key) return;
  const goingBack = root.querySelector("[data-go-back]");
  if (goingBack) sayWhatBecomesOf(key, goingBack);
  if (root.querySelector(".door, [data-keep-drafts]")) return;
  const here = [...document.querySelectorAll("form[data-draft-key]")].find((form) => draftKey(form) === key);
  if (!here?.querySelector(".error-summary")) localStorage.removeItem(key);
});

// Wherever there is room for more than a line, words are kept; by the address they go to, if nothing else is said.
parts.push((root) => each('form[method="post"][data-busy] textarea', ({ form }) => {
  form.dataset.draftKey ||= new URL(form.action).pathname;
}, root));

parts.push((root) => each("form[data-draft-key]", (form) => {
  offerDraft(form);
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
    dropDraft(form);
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

const notSaved = (form, state, why) => {
  state.failed = true;
  keepDraft(form);
  saved(form, word("not-saved", { why }), "trouble");
};

const bodyOf = (form) => {
  const body = new FormData(form);
  each('input[type="file"], input[type="password"]', (input) => body.delete(input.name), form);
  return body;
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
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST", body: bodyOf(form), headers: { ...headers(), Accept: "application/json" },
      keepalive: sent.length < 30000,
    });
    if (response.ok && isJson(response)) {
      takeAnswer(form, await response.json());
      Object.assign(state, { last: sent, at: Date.now(), failed: false });
      dropDraft(form);
      saved(form, age(state.at), "saved");
    } else {
      notSaved(form, state, await explain(response));
      if (signedOut(response)) comesBack(draftKey(form));
    }
  } catch {
    notSaved(form, state, word("offline"));
  }
  state.busy = false;
  if (!state.failed && JSON.stringify(asked(form)) !== sent) state.soon();
};

// Every ten seconds: try again what failed, or say how long ago it was saved.
const tick = (form, state) => {
  if (state.failed) save(form, state, true);
  else if (state.at && JSON.stringify(asked(form)) === state.last) saved(form, age(state.at), "quiet");
};

// Lets an upload make sure that what it belongs to has been saved once.
const savers = new WeakMap();

// What is on its way arrives first, so that the form sent goes by the version it made.
const sendAfterwards = async (form, state, button) => {
  await state.flight;
  form.requestSubmit(button);
};

const autosave = (form) => {
  const state = { last: JSON.stringify(asked(form)), at: null, busy: false, failed: false, flight: null };
  const now = () => { state.soon.cancel(); save(form, state); };
  state.soon = later(() => save(form, state), 1200);
  savers.set(form, () => save(form, state, true));
  form.addEventListener("input", state.soon);
  form.addEventListener("change", state.soon);
  form.addEventListener("focusout", now);
  form.addEventListener("submit", (event) => {
    state.soon.cancel();
    if (!state.busy) return;
    event.preventDefault();
    sendAfterwards(form, state, event.submitter);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) now(); });
  window.addEventListener("online", now);
  setInterval(() => { if (form.isConnected) tick(form, state); }, 10000);
};

parts.push((root) => each("form[data-autosave]", autosave, root));

// [data-upload="URL"]: each chosen or dropped file is sent on its own, with its real progress. On success the
// row becomes the markup the server answered; on refusal it shows the server's sentence ({"error": …}).
// While the address is empty, the form around it is saved first, and its answer brings the address. A file of
// more than data-upload-limit bytes is not sent at all.

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

const send = (file, drop, list) => {
  const shown = fileRow(file);
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  list.append(shown.row);
  shown.stop.addEventListener("click", () => { request.abort(); shown.row.remove(); });
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.progress.value = (event.loaded / event.total) * 100;
    shown.detail.textContent = `${size(event.loaded)} / ${size(event.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status < 300) accept(shown.row, request.responseText);
    else refuse(shown, file, whyNot(request, file));
  });
  request.addEventListener("error", () => refuse(shown, file, word("upload-failed", { name: file.name })));
  const limit = Number(drop.dataset.uploadLimit) || Infinity;
  if (file.size > limit) {
    refuse(shown, file, word("too-large", { size: size(file.size), limit: size(limit) }));
    return;
  }
  if (!drop.dataset.upload) {
    refuse(shown, file, word("upload-failed", { name: file.name }));
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

// [data-review]: J and K move between the items, M and N choose met and not yet met in the one in focus.
// Off while typing, and for anyone who has switched them off (data-keys="off").

const items = (pane) => [...pane.querySelectorAll("[data-review-item]")];

const move = (pane, by) => {
  const all = items(pane);
  const here = all.findIndex((item) => item.contains(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
  const focus = next?.querySelector('a[href], button, textarea, input:not([type="hidden"])') || next;
  focus?.focus();
};

const choose = (pane, judgement) => {
  const item = items(pane).find((one) => one.contains(document.activeElement)) || pane;
  const input = item.querySelector(`[data-judge="${judgement}"]`);
  if (!input) return;
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const KEYS = {
  j: (pane) => move(pane, 1),
  k: (pane) => move(pane, -1),
  m: (pane) => choose(pane, "met"),
  n: (pane) => choose(pane, "not"),
};

document.addEventListener("keydown", (event) => {
  const pane = event.target.closest?.("[data-review]");
  const action = KEYS[event.key.toLowerCase()];
  if (!pane || !action || pane.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  action(pane);
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

// What was done last says where to go on: in the line that was moved, or in the part that was opened.
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
  if (document.readyState === "complete") goOn(outline);
  else window.addEventListener("load", () => goOn(outline));  // The browser goes to the address's # first.
}, root));

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

// Shown from the answer itself: asking for it again would lose the message it carries.
const openAnswer = async (response) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (response.redirected) history.pushState(null, "", response.url);
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus();
  enhance(document);
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

enhance(document);
})();
