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

// Whose page this is goes along: what one person wrote is not taken as another's who has signed in here since.
const headers = () => ({
  "X-CSRFToken": token(), "X-Requested-With": "fetch", "X-Owner": document.body.dataset.owner || "",
});

const typing = (element) =>
  element.matches('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');

// The markup is our own server's answer to our own request.
const fragment = (html) => document.createRange().createContextualFragment(html);

// What each part does to the page is also done to what is swapped into it later.
const parts = [];

const enhance = (root) => parts.forEach((part) => part(root));
