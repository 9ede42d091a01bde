// a[data-next]: the page it leads to is asked for while this one is read, so that it is there at once. It is kept in
// memory only and for a minute, since answers of ours are never kept in caches.

const AHEAD_MS = 60000;
let ahead = null;

const askAhead = (link) => setTimeout(async () => {
  if (!link.isConnected) return;
  try {
    const response = await fetch(link.href);
    if (response.ok && !response.redirected) ahead = { url: link.href, html: await response.text(), at: Date.now() };
  } catch {
    // No connection: the link asks by itself.
  }
}, 1500);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-next]");
  const fresh = ahead && ahead.url === link?.href && Date.now() - ahead.at < AHEAD_MS;
  if (!fresh || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", ahead.url);
  openPage(ahead.html);
  ahead = null;
});

parts.push((root) => each("a[data-next]", askAhead, root));
