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
