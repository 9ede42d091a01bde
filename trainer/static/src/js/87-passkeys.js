// form[data-passkey="make" or "use"] with data-asked='…': the device makes a passkey, or signs with one, before the form goes.
// What it answers goes into the field `credential`. Where it can't, or the person turns away, [data-passkey-says] says so.

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const passkeyOptions = (form) => {
  const asked = JSON.parse(form.dataset.asked);
  asked.challenge = bytesOf(asked.challenge);
  if (asked.user) asked.user.id = bytesOf(asked.user.id);
  for (const list of [asked.excludeCredentials, asked.allowCredentials]) {
    for (const one of list || []) one.id = bytesOf(one.id);
  }
  return asked;
};

const asJson = (credential) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = textOf(credential.response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
};

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form || form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const says = form.querySelector("[data-passkey-says]");
    says.hidden = true;
    try {
      const publicKey = passkeyOptions(form);
      const credential =
        form.dataset.passkey === "make"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = asJson(credential);
    } catch {
      says.hidden = false;
      says.focus();
      return;
    }
    form.requestSubmit();
  },
  true,
);
