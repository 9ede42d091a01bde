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
