// [data-cover]: areas of a picture are drawn on it with mouse, pen or finger, or added and moved with the keyboard.
// Each is a row of four number fields (data-area), in per cent, which the form sends; rows not in use are hidden.

const PERCENT = 100;
const STEP = 1;
const SMALLEST = 1;

const cover = (box) => {
  const svg = box.querySelector("[data-areas]");
  const rows = [...box.querySelectorAll("[data-area]")];
  const add = box.querySelector("[data-add-area]");
  const inputs = (row) => [...row.querySelectorAll("input")];
  const numbers = (row) => inputs(row).map((input) => Number.parseFloat(input.value.replace(",", ".")));
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const round = (value) => Math.round(value * PERCENT) / PERCENT;
  const isGiven = (row) => numbers(row).every((number) => Number.isFinite(number));

  const put = (row, [left, top, width, height]) => {
    const wide = within(Math.max(width, SMALLEST), PERCENT);
    const high = within(Math.max(height, SMALLEST), PERCENT);
    const place = [within(left, PERCENT - wide), within(top, PERCENT - high), wide, high];
    inputs(row).forEach((input, index) => { input.value = round(place[index]); });
    draw();
  };

  const rectOf = (row) => {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    ["x", "y", "width", "height"].forEach((name, index) => rect.setAttribute(name, numbers(row)[index]));
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "img");
    rect.setAttribute("aria-label", box.dataset.wordArea.replace("%n", rows.indexOf(row) + 1));
    rect.addEventListener("keydown", (event) => move(row, event));
    return rect;
  };

  const draw = () => {
    svg.replaceChildren(...rows.filter(isGiven).map(rectOf));
    rows.forEach((row) => {
      row.hidden = !inputs(row).some((input) => input.value) && !row.contains(document.activeElement);
    });
    const full = rows.every((row) => !row.hidden);
    box.querySelector("[data-areas-full]").hidden = !full;
    add.disabled = full;
  };

  const focus = (row) => svg.children[rows.filter(isGiven).indexOf(row)]?.focus();

  const move = (row, event) => {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    const [left, top, width, height] = numbers(row);
    if (event.key === "Delete" || event.key === "Backspace") {
      inputs(row).forEach((input) => { input.value = ""; });
      draw();
      add.focus();
    } else if (way && event.shiftKey) put(row, [left, top, width + way[0], height + way[1]]);
    else if (way) put(row, [left + way[0], top + way[1], width, height]);
    else return;
    event.preventDefault();
    if (way) focus(row);
  };

  const unused = () => rows.find((row) => row.hidden);
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    return [((event.clientX - frame.left) / frame.width) * PERCENT, ((event.clientY - frame.top) / frame.height) * PERCENT]
      .map((value) => within(value, PERCENT));
  };

  let drawing = null;
  const stretch = (event) => {
    const [x, y] = at(event);
    const [from, down] = drawing.start;
    put(drawing.row, [Math.min(x, from), Math.min(y, down), Math.abs(x - from), Math.abs(y - down)]);
  };
  svg.addEventListener("pointerdown", (event) => {
    const row = unused();
    if (!row || event.button) return;
    drawing = { row, start: at(event) };
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", (event) => { if (drawing) stretch(event); });
  svg.addEventListener("pointerup", (event) => {
    if (!drawing) return;
    if (event.clientX || event.clientY) stretch(event);
    focus(drawing.row);
    drawing = null;
  });
  svg.addEventListener("pointercancel", () => { drawing = null; });
  box.addEventListener("input", draw);
  add.addEventListener("click", () => {
    const row = unused();
    put(row, [40, 40, 20, 20]);
    focus(row);
  });

  svg.classList.add("is-live");
  add.hidden = false;
  box.querySelector("[data-cover-help]").hidden = false;
  draw();
};

parts.push((root) => each("[data-cover]", cover, root));
