// form[data-swap="#target"]: sent by fetch. An answer with the header X-Fragment replaces the target, and what
// carries data-focus in it takes the focus, data-location being the page's address from now on; any other answer is opened as the page it is.

const swapIn = (target, html) => {
  const arrived = fragment(html).firstElementChild;
  target.replaceWith(arrived);
  if (arrived.dataset.location) history.replaceState(null, "", arrived.dataset.location);
  enhance(arrived);
  const focus = arrived.matches("[data-focus]") ? arrived : arrived.querySelector("[data-focus]");
  focus?.focus();
};

const openPage = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  document.getElementById("main")?.focus();
  enhance(document);
};

// Shown from the answer itself: asking for it again would lose the message it carries.
const openAnswer = async (response) => {
  const html = await response.text();
  if (response.redirected) history.pushState(null, "", response.url);
  openPage(html);
};

const swap = async (form, submitter) => {
  const target = document.querySelector(form.dataset.swap);
  const body = new URLSearchParams(new FormData(form, submitter));
  hold(form, submitter);
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: headers() });
    answered = true;
    if (response.headers.has("X-Fragment")) swapIn(target, await response.text());
    else await openAnswer(response);
  } catch {
    // No connection: send it the plain way, so that the browser says so and keeps the words.
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  answered = false;
  if (form.isConnected) release(form);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.swap || !document.querySelector(form.dataset.swap) || form.dataset.sent) return;
  event.preventDefault();
  swap(form, event.submitter);
}, true);

window.addEventListener("popstate", () => location.reload());
