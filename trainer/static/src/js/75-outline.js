// [data-outline] in a form: arrows go through its lines ([data-at]), Alt with an arrow moves one, N adds one after
// it, Delete takes it out; its numbers can be dragged. Ctrl S keeps the form, Escape goes back to the outline.
// Everything is a press of a button named "do", as without the script.

const pressFor = (form, what) => {
  const button = make("button", { type: "submit", name: "do", value: what, hidden: "" });
  form.append(button);
  form.requestSubmit(button);
};

const linesOf = (outline) => [...outline.querySelectorAll("[data-at]")];

const focusLine = (line) => {
  line?.querySelector("[data-line]").focus();
  line?.scrollIntoView({ block: "nearest" });
};

const OUTLINE_KEYS = {
  ArrowDown: (lines, here) => focusLine(lines[here + 1]),
  ArrowUp: (lines, here) => focusLine(lines[here - 1]),
  Home: (lines) => focusLine(lines[0]),
  End: (lines) => focusLine(lines[lines.length - 1]),
};

const changeFor = (event, place) => {
  if (place === "facts") return "";
  if (event.altKey && event.key === "ArrowUp") return `up:${place}`;
  if (event.altKey && event.key === "ArrowDown") return `down:${place}`;
  if (event.altKey) return "";
  if (event.key.toLowerCase() === "n") return `add:${place[0]}:${place}`;
  return event.key === "Delete" ? `remove:${place}` : "";
};

const outlineKey = (outline, event) => {
  const lines = linesOf(outline);
  const here = lines.findIndex((line) => line.contains(event.target));
  if (here < 0 || event.ctrlKey || event.metaKey) return;
  const change = changeFor(event, lines[here].dataset.at);
  const action = event.altKey ? null : OUTLINE_KEYS[event.key];
  if (!change && !action) return;
  event.preventDefault();
  if (change) pressFor(outline.closest("form"), change);
  else action(lines, here);
};

const formKey = (outline, event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    pressFor(event.currentTarget, "save");
  } else if (event.key === "Escape" && !outline.contains(event.target)) {
    focusLine(outline.querySelector("[aria-current]"));
  }
};

// A line can be put beside one of its own kind, and a criterion under an outcome.
let dragged = null;

const takes = (line) => {
  const kind = line.dataset.at[0];
  return dragged && line !== dragged && (kind === dragged.dataset.at[0] || (kind === "o" && dragged.dataset.at[0] === "c"));
};

const sideOf = (line, event) => {
  const { top, height } = line.getBoundingClientRect();
  return event.clientY < top + height / 2 ? "before" : "after";
};

const unmark = (outline) => each(".drop-before, .drop-after", (one) => one.classList.remove("drop-before", "drop-after"), outline);

const draggable = (outline, line) => {
  if (line.dataset.at === "facts") return;
  line.setAttribute("draggable", "true");
  line.addEventListener("dragstart", (event) => {
    dragged = line;
    event.dataTransfer.setData("text/plain", line.dataset.at);
  });
  line.addEventListener("dragend", () => { dragged = null; unmark(outline); });
  line.addEventListener("dragover", (event) => {
    unmark(outline);
    if (!takes(line)) return;
    event.preventDefault();
    line.classList.add(`drop-${sideOf(line, event)}`);
  });
  line.addEventListener("drop", (event) => {
    event.preventDefault();
    if (takes(line)) pressFor(outline.closest("form"), `put:${dragged.dataset.at}:${sideOf(line, event)}:${line.dataset.at}`);
  });
};

// What was done last says where to go on: in the line that was moved, or in the part that was opened. The browser goes to
// the address's fragment when it has drawn the page, and takes the focus away as it does; so this waits for that.
const goOn = (outline) => {
  const hash = decodeURIComponent(location.hash.slice(1));
  const open = outline.querySelector("[aria-current]");
  if (open) outline.scrollTop = open.offsetTop - outline.offsetTop - outline.clientHeight / 3;
  if (hash.startsWith("at-")) focusLine(document.getElementById(hash)?.closest("[data-at]"));
  else if (hash === "part" && matchMedia("(pointer: fine)").matches) {
    outline.closest("form").querySelector("#part").parentElement.querySelector("input, textarea, select")?.focus();
  }
};

parts.push((root) => each("[data-outline]", (outline) => {
  outline.addEventListener("keydown", (event) => outlineKey(outline, event));
  outline.closest("form").addEventListener("keydown", (event) => formKey(outline, event));
  linesOf(outline).forEach((line) => draggable(outline, line));
  each("[data-outline-help]", (help) => { help.hidden = false; });
  const begin = () => requestAnimationFrame(() => requestAnimationFrame(() => goOn(outline)));
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}, root));
