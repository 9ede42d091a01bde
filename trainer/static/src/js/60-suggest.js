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
