// form[data-busy]: the pressed button says "Sending…", and a second press does nothing.

const release = (form) => {
  delete form.dataset.sent;
  each("[data-idle-word]", (button) => {
    button.textContent = "";
    button.append(fragment(button.dataset.idleWord));
    delete button.dataset.idleWord;
    button.removeAttribute("aria-disabled");
  }, form);
};

const hold = (form, button) => {
  form.dataset.sent = "yes";
  if (!button) return;
  button.dataset.idleWord = button.innerHTML;
  button.textContent = button.dataset.busyWord || word("sending");
  button.setAttribute("aria-disabled", "true");
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-busy]");
  if (!form || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  else hold(form, event.submitter);
});

// Coming back with the Back button shows the page as it was left: let the form be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) each("form[data-sent]", release);
});
