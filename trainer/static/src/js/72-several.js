// input[data-ticks="NAME"]: ticks all whose data-ticked-by says that name, and is ticked itself when all of them are.

const tickedBy = (name, root) => [...root.querySelectorAll(`[data-ticked-by~="${name}"]`)];

document.addEventListener("change", (event) => {
  const form = event.target.form;
  const name = event.target.dataset?.ticks;
  if (name) tickedBy(name, form).forEach((one) => { one.checked = event.target.checked; });
  if (!name && !event.target.dataset?.tickedBy) return;
  form.querySelectorAll("[data-ticks]").forEach((all) => {
    all.checked = tickedBy(all.dataset.ticks, form).every((one) => one.checked);
  });
});
