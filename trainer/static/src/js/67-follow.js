// [data-follow="#said"]: work goes on elsewhere, so the page is asked for again every second or two and this
// part of it replaced, until it no longer says data-follow. What changed is said in the element named there.

const follow = (part) => {
  const ask = async () => {
    if (!part.isConnected) return;
    try {
      const response = await fetch(location.href, { headers: headers() });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const arrived = page.getElementById(part.id);
      if (response.ok && arrived && arrived.innerHTML !== part.innerHTML) {
        const said = document.querySelector(part.dataset.follow);
        if (said) said.textContent = arrived.querySelector("h2, .note-t")?.textContent || "";
        part.replaceWith(document.adoptNode(arrived));
        enhance(arrived);
        return;
      }
    } catch {
      // No connection: asked again, and the link in it asks the plain way.
    }
    setTimeout(ask, 2000);
  };
  setTimeout(ask, 700);
};

parts.push((root) => each("[data-follow]", follow, root));
