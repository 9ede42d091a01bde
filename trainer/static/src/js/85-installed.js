// <body data-worker="URL">: the service worker that answers while there is no signal, once the page is there.

const install = () => navigator.serviceWorker.register(document.body.dataset.worker).catch(() => {
  // The browser forbids it, as in a private window: Trainer works, as long as there is a signal.
});

if (document.body.dataset.worker && navigator.serviceWorker) {
  if (document.readyState === "complete") install();
  else window.addEventListener("load", install);
}
