// [data-live="URL"]: when a choice within changes, its form is posted there, and the answer (with the header
// X-Fragment) replaces the part named by data-live-into. The choices themselves are not touched.

const live = (box) => {
  let waiting = null;
  const ask = later(async () => {
    waiting?.abort();
    waiting = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(box.closest("form")));
      const response = await fetch(box.dataset.live, {
        method: "POST", body, headers: headers(), signal: waiting.signal,
      });
      if (!response.headers.has("X-Fragment")) return;
      const arrived = fragment(await response.text()).firstElementChild;
      document.querySelector(box.dataset.liveInto).replaceWith(arrived);
      enhance(arrived);
    } catch {
      // No connection: what was said stays, and the button beside it asks the plain way.
    }
  }, 200);
  box.addEventListener("change", ask);
};

parts.push((root) => each("[data-live]", live, root));
