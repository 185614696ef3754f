/* Passkeys: ask the browser for one, or to make one, and send what it answers with the page's own form. Fetched when wanted. */

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

const make = async ({ publicKey: asked }) => navigator.credentials.create({ publicKey: {
  ...asked,
  challenge: bytes(asked.challenge),
  user: { ...asked.user, id: bytes(asked.user.id) },
  excludeCredentials: known(asked.excludeCredentials),
  /* Kept by the device itself, so that it signs in without a name being typed. */
  authenticatorSelection: { ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" },
} });

const ask = async ({ publicKey: asked }) => navigator.credentials.get({ publicKey: {
  ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials),
} });

const options = async (form) => {
  const here = document.getElementById("passkey-options");
  return here ? JSON.parse(here.textContent) : (await fetch(form.action, { headers: { Accept: "application/json" } })).json();
};

export async function use(button) {
  const form = button.form;
  const wrong = form.querySelector("[data-passkey-wrong]");
  wrong.hidden = true;
  try {
    const { creation_options: creation, request_options: request } = await options(form);
    const one = await (creation ? make(creation) : ask(request));
    const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = one.response;
    form.elements.credential.value = JSON.stringify({
      id: one.id,
      rawId: text(one.rawId),
      type: one.type,
      clientExtensionResults: one.getClientExtensionResults(),
      response: Object.fromEntries(Object.entries({ clientDataJSON, attestationObject, authenticatorData, signature, userHandle })
        .filter(([, value]) => value).map(([name, value]) => [name, text(value)])),
    });
    form.submit();
  } catch {
    wrong.hidden = false;
    wrong.focus();
  }
}
