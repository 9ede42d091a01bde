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
