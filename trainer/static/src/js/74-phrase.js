// [data-phrase] in a form with a feedback box: its words go in where the writing mark stands, to be changed there.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  event.preventDefault();
  const box = button.form.elements.feedback;
  const before = box.value.slice(0, box.selectionStart);
  const space = before && !/\s$/.test(before) ? " " : "";
  box.setRangeText(space + button.dataset.phrase, box.selectionStart, box.selectionEnd, "end");
  button.closest("details").open = false;
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
