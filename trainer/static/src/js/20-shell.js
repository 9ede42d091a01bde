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
