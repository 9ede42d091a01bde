// [data-review]: the review workspace by keyboard. Single keys work within it, or while nothing has the focus; never
// while typing, and not for whoever has switched them off (data-keys="off"). What a key presses says so in data-key.

const items = (pane) => [...pane.querySelectorAll("[data-review-item]")];

const move = (pane, by) => {
  const all = items(pane);
  const focused = all.findIndex((item) => item.contains(document.activeElement));
  const here = focused < 0 ? all.findIndex((item) => item.matches(".is-open")) : focused;
  const next = all[Math.max(0, Math.min(all.length - 1, here + by))];
  const focus = next?.querySelector('a[href], button, textarea, input:not([type="hidden"])') || next;
  focus?.focus();
};

const judged = (pane) => items(pane).find((one) => one.contains(document.activeElement) && one.querySelector("[data-judge]")) || pane;

const choose = (pane, judgement) => {
  const input = judged(pane).querySelector(`[data-judge="${judgement}"]`);
  if (!input) return;
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

const sayAll = (pane) => {
  const ticks = [...pane.querySelectorAll('input[name="vacsr"]')];
  const all = ticks.every((one) => one.checked);
  ticks.forEach((one) => { one.checked = !all; });
  ticks[0]?.focus();
};

const reach = (pane, selector) => {
  const found = pane.querySelector(selector);
  found?.focus();
  found?.scrollIntoView({ block: "nearest" });
};

const unfold = (pane, selector, focus) => {
  const details = pane.querySelector(selector);
  if (!details) return;
  details.open = true;
  details.querySelector(focus)?.focus();
};

const press = (selector) => document.querySelector(selector)?.click();

const resize = (pane, by) => {
  const sizes = [...pane.querySelectorAll("[data-zoom]")];
  sizes[sizes.findIndex((one) => one.hasAttribute("aria-current")) + by]?.click();
};

const KEYS = {
  j: (pane) => move(pane, 1),
  k: (pane) => move(pane, -1),
  m: (pane) => choose(pane, "met"),
  n: (pane) => choose(pane, "not"),
  v: sayAll,
  f: (pane) => reach(pane, 'textarea[name="feedback"]'),
  p: (pane) => unfold(pane, "[data-phrases]", "[data-phrase]"),
  s: () => press('[data-key="keep"]'),
  g: (pane) => reach(pane, '[data-key="sign"]'),
  e: (pane) => reach(pane, "[data-evidence]"),
  c: (pane) => unfold(pane, "[data-comment]", 'textarea[name="words"]'),
  ".": () => press('[data-step="next-page"]'),
  ",": () => press('[data-step="prev-page"]'),
  "+": (pane) => resize(pane, 1),
  "-": (pane) => resize(pane, -1),
  l: () => press('[data-key="next-item"]'),
  b: () => press('[data-key="previous-item"]'),
  "?": () => document.getElementById("key-sheet")?.showModal(),
};

// A sheet just closed may hold the focus until the next frame: that is nowhere, too.
const NOWHERE = "body, #main, dialog:not([open]) *";

const paneOf = (target) => target.closest?.("[data-review]")
  || (target.matches?.(NOWHERE) ? document.querySelector("[data-review]") : null);

document.addEventListener("keydown", (event) => {
  const pane = paneOf(event.target);
  if (!pane || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    const keep = event.target.form.querySelector('[data-key="keep"]');
    if (keep) keep.click();
    return;
  }
  const action = KEYS[event.key.toLowerCase()];
  if (!action || pane.dataset.keys === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.target.matches("audio, video")) return;
  event.preventDefault();
  action(pane);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-key-help]")) document.getElementById("key-sheet")?.showModal();
  event.target.closest("[data-key-close]")?.closest("dialog").close();
});
