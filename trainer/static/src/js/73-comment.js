// [data-comment] in [data-evidence]: a part of a picture is marked by dragging over it, the second is taken from the
// player, and words selected in the text are what a comment is on. All of it ends up in fields that can be typed in too.

const fieldOf = (pane, name) => pane.querySelector(`[data-comment-form] [name="${name}"]`);

const inFrame = (frame, event) => {
  const box = frame.querySelector("[data-canvas]").getBoundingClientRect();
  const per = (at, from, size) => Math.round(Math.max(0, Math.min(100, ((at - from) / size) * 100)));
  return { x: per(event.clientX, box.left, box.width), y: per(event.clientY, box.top, box.height) };
};

const drawing = (button) => {
  const pane = button.closest("[data-evidence]");
  const frame = pane.querySelector("[data-frame]");
  if (!frame) return;
  let from = null;
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const stop = () => {
    button.setAttribute("aria-pressed", "false");
    pane.classList.remove("is-drawing");
  };
  const show = (to) => {
    const part = {
      from_left: Math.min(from.x, to.x), from_top: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y),
    };
    const sides = { x: part.from_left, y: part.from_top, width: part.width, height: part.height };
    for (const [name, value] of Object.entries(sides)) drawn.setAttribute(name, `${value}%`);
    for (const [name, value] of Object.entries(part)) fieldOf(pane, name).value = value;
  };
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    pane.classList.toggle("is-drawing", on);
    if (on) frame.scrollIntoView({ block: "nearest" });
  });
  frame.addEventListener("pointerdown", (event) => {
    if (button.getAttribute("aria-pressed") !== "true") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    frame.setPointerCapture(event.pointerId);
    from = inFrame(frame, event);
    frame.querySelector("[data-marks]").append(drawn);
  }, true);
  frame.addEventListener("pointermove", (event) => { if (from) show(inFrame(frame, event)); });
  frame.addEventListener("pointerup", () => {
    if (!from) return;
    from = null;
    stop();
    fieldOf(pane, "words").focus();
  });
};

const takeTime = (button) => button.addEventListener("click", () => {
  const pane = button.closest("[data-evidence]");
  const at = Math.floor(pane.querySelector("[data-media]").currentTime);
  fieldOf(pane, "at").value = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
  fieldOf(pane, "words").focus();
});

const takeQuote = (details) => details.addEventListener("toggle", () => {
  const pane = details.closest("[data-evidence]");
  const chosen = document.getSelection();
  const within = chosen?.anchorNode?.parentElement?.closest("[data-quotable]");
  const quote = fieldOf(pane, "quote");
  if (details.open && quote && within && pane.contains(within)) quote.value ||= chosen.toString().trim();
});

parts.push((root) => {
  each("[data-draw]", drawing, root);
  each("[data-take-time]", takeTime, root);
  each("[data-comment]", takeQuote, root);
});
