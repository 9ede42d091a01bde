// [data-upload="URL"]: each chosen or dropped file is sent on its own, with its real progress. On success the
// row becomes the markup the server answered; on refusal it shows the server's sentence ({"error": …}).
// While the address is empty, the form around it is saved first, and its answer brings the address. A file of
// more than data-upload-limit bytes is not sent at all. Each goes under a key of its own, so that it arrives once;
// what can't be sent from a form whose words wait on this device waits with them.

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

// What waits in this page: [{file, key, drop, list, row}] for each form.
const photosHeld = new WeakMap();

const letWait = async (shown, file, key, drop, list) => {
  const form = drop.closest("form");
  shown.progress.remove();
  shown.detail.textContent = size(file.size);
  shown.row.append(make("p", { class: "meta file-why", role: "status" }, word("file-waits")));
  shown.stop.textContent = word("remove");
  shown.stop.setAttribute("aria-label", word("remove-file", { name: file.name }));
  shown.stop.addEventListener("click", () => withoutPhoto(form, key));
  photosHeld.set(form, [...(photosHeld.get(form) || []), { file, key, drop, list, row: shown.row }]);
  await keepPhoto(form, file, key);
};

const sendHeld = (form) => {
  const photos = (photosHeld.get(form) || []).filter(({ row }) => row.isConnected);
  photosHeld.delete(form);
  photos.forEach(({ file, key, drop, list, row }) => {
    row.remove();
    send(file, drop, list, key);
  });
};

const send = (file, drop, list, key = newKey()) => {
  const form = drop.closest("form");
  const shown = fileRow(file);
  const request = new XMLHttpRequest();
  const body = new FormData();
  const failed = () => {
    if (form && waits(form)) letWait(shown, file, key, drop, list);
    else refuse(shown, file, word("upload-failed", { name: file.name }));
  };
  const arrived = () => {
    accept(shown.row, request.responseText);
    if (form && waits(form)) withoutPhoto(form, key);
  };
  body.append("file", file);
  body.append("client_key", key);
  list.append(shown.row);
  shown.stop.addEventListener("click", () => { request.abort(); shown.row.remove(); });
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.progress.value = (event.loaded / event.total) * 100;
    shown.detail.textContent = `${size(event.loaded)} / ${size(event.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status < 300) arrived();
    else if (request.status === 401) failed();
    else refuse(shown, file, whyNot(request, file));
  });
  request.addEventListener("error", failed);
  const limit = Number(drop.dataset.uploadLimit) || Infinity;
  if (file.size > limit) {
    refuse(shown, file, word("too-large", { size: size(file.size), limit: size(limit) }));
    return;
  }
  if (!drop.dataset.upload) {
    failed();
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
