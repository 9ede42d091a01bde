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
