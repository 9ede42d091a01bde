// [data-upload="URL"]: each chosen or dropped file is sent on its own, with its real progress. On success the
// row becomes the markup the server answered; on refusal it shows the server's sentence ({"error": …}).
// While the address is empty, the form around it is saved first, and its answer brings the address. A file of
// more than data-upload-limit bytes is not sent at all.

const size = (bytes) => {
  const units = ["B", "KB", "MB", "GB"];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const number = bytes / 1000 ** step;
  const lang = document.documentElement.lang || undefined;
  return `${number.toLocaleString(lang, { maximumFractionDigits: step > 1 ? 1 : 0 })} ${units[step]}`;
};

const fileRow = (file) => {
  const progress = make("progress", { max: "100", value: "0", "aria-label": word("sending-file", { name: file.name }) });
  const stop = make("button", { class: "btn btn-quiet btn-sm", type: "button",
    "aria-label": word("stop-file", { name: file.name }) }, word("stop"));
  const detail = make("span", { class: "meta" }, size(file.size));
  const row = make("li", { class: "file" }, make("span", { class: "thumb" }),
    make("div", {}, `${file.name} `, detail), stop, progress);
  return { row, progress, stop, detail };
};

const refuse = ({ row, progress, stop, detail }, file, why) => {
  progress.remove();
  detail.textContent = size(file.size);
  row.append(make("p", { class: "error-text file-why", role: "alert" }, why));
  stop.textContent = word("remove");
  stop.setAttribute("aria-label", word("remove-file", { name: file.name }));
};

const whyNot = (request, file) => {
  try {
    return JSON.parse(request.responseText).error || word("upload-failed", { name: file.name });
  } catch {
    return word("upload-failed", { name: file.name });
  }
};

const accept = (row, html) => {
  const held = row.contains(document.activeElement);
  const arrived = fragment(html).firstElementChild;
  row.replaceWith(arrived);
  enhance(arrived);
  if (held) arrived.querySelector("a, button")?.focus();
};

const send = (file, drop, list) => {
  const shown = fileRow(file);
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file);
  list.append(shown.row);
  shown.stop.addEventListener("click", () => { request.abort(); shown.row.remove(); });
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.progress.value = (event.loaded / event.total) * 100;
    shown.detail.textContent = `${size(event.loaded)} / ${size(event.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status < 300) accept(shown.row, request.responseText);
    else refuse(shown, file, whyNot(request, file));
  });
  request.addEventListener("error", () => refuse(shown, file, word("upload-failed", { name: file.name })));
  const limit = Number(drop.dataset.uploadLimit) || Infinity;
  if (file.size > limit) {
    refuse(shown, file, word("too-large", { size: size(file.size), limit: size(limit) }));
    return;
  }
  if (!drop.dataset.upload) {
    refuse(shown, file, word("upload-failed", { name: file.name }));
    return;
  }
  request.open("POST", drop.dataset.upload);
  for (const [name, value] of Object.entries({ ...headers(), Accept: "application/json, text/html;q=0.9" })) {
    request.setRequestHeader(name, value);
  }
  request.send(body);
};

const upload = (drop) => {
  const list = document.querySelector(drop.dataset.uploadList);
  const sendAll = async (files) => {
    const chosen = [...files];
    if (!drop.dataset.upload) await savers.get(drop.closest("form"))?.();
    chosen.forEach((file) => send(file, drop, list));
  };
  drop.addEventListener("change", (event) => {
    sendAll(event.target.files);
    event.target.value = "";
  });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    sendAll(event.dataTransfer.files);
  });
};

parts.push((root) => each("[data-upload]", upload, root));
