// [data-evidence]: links and forms marked data-pane show something else of the evidence without leaving the page,
// so that a judgement half written stays. Sizes change in place, and an enlarged picture is moved by dragging it.

const showInPane = async (pane, url, focus) => {
  let response;
  try {
    response = await fetch(url, { headers: headers() });
  } catch {
    location.assign(url);
    return;
  }
  if (!response.headers.has("X-Fragment")) {
    location.assign(url);
    return;
  }
  const arrived = fragment(await response.text()).firstElementChild;
  pane.replaceWith(arrived);
  history.replaceState(null, "", url);
  enhance(arrived);
  (arrived.querySelector(focus) || arrived).focus();
};

const again = (link) => {
  if (link.dataset.step) return `[data-step="${link.dataset.step}"], [data-frame]`;
  return '.chips [aria-current="true"]';
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-evidence] a[data-pane]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const pane = link.closest("[data-evidence]");
  if (link.dataset.zoom) enlarge(pane, link);
  else showInPane(pane, link.href, again(link));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-evidence] form[data-pane]");
  if (!form) return;
  event.preventDefault();
  const url = new URL(form.action);
  new FormData(form).forEach((value, name) => url.searchParams.set(name, value));
  showInPane(form.closest("[data-evidence]"), url.href, "#find-within");
});

const enlarge = (pane, link) => {
  const frame = pane.querySelector("[data-frame]");
  const across = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
  const down = (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight;
  frame.querySelector("[data-canvas]").className = `canvas zoom-${link.dataset.zoom}`;
  frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2;
  frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
  each("[data-zoom]", (one) => one.removeAttribute("aria-current"), pane);
  link.setAttribute("aria-current", "true");
  history.replaceState(null, "", link.href);
};

const panned = (frame) => {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button) return;
    from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    frame.scrollLeft = from.x - event.clientX;
    frame.scrollTop = from.y - event.clientY;
  });
  ["pointerup", "pointercancel"].forEach((name) => frame.addEventListener(name, () => { from = null; }));
};

parts.push((root) => each("[data-frame]", panned, root));
