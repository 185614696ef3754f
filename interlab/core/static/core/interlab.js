/* What pages gain with JavaScript; each works without. No library: htmx, where loaded, is told of what we put in. */

const find = (selector, root = document) => root.querySelector(selector);
/* A field of a sheet that was just closed keeps the focus for one frame more: nobody writes there. */
const writing = (element) => !element.closest("dialog:not([open])") && element.closest("input, textarea, select, [contenteditable]");

/* Light or dark: the server reads the cookie, so that the next page opens in the right colours. */
const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
for (const button of document.querySelectorAll("[data-theme-toggle], [data-dismiss], [data-print]")) button.hidden = false;
for (const part of document.querySelectorAll("[data-with-passkeys]")) part.hidden = !window.PublicKeyCredential;

const pageIn = async (reply) => new DOMParser().parseFromString(await reply.text(), "text/html");

/* A sheet: the same page, opened over the one we are on. */
function show(over, sheet) {
  over.replaceChildren(document.adoptNode(sheet));
  if (!over.open) over.showModal();
  window.htmx?.process(over);
  prepare(over);
  (find("[data-focus]", over) || find("[autofocus]", over))?.focus();
}

async function openSheet(address) {
  const over = find("#over");
  let sheet = null;
  try {
    sheet = find(".sheet", await pageIn(await fetch(address)));
  } catch { /* the link itself is tried below */ }
  if (!over?.showModal || !sheet) return location.assign(address);
  show(over, sheet);
}

/* Its form stays over the page while there is something to correct; once saved, the page below is read anew. */
async function sendSheet(over, form, submitter) {
  try {
    const reply = await fetch(form.action, { method: "post", body: new FormData(form, submitter), redirect: "manual" });
    if (reply.type === "opaqueredirect") return location.reload();
    const page = await pageIn(reply);
    show(over, find(".sheet", page) || find("main", page));
  } catch {
    delete form.dataset.sent;
    submitter?.removeAttribute("aria-busy");
    tell(form, document.body.dataset.offline);
  }
}

function tell(form, words) {
  const told = document.createElement("p");
  told.className = "hint";
  told.setAttribute("role", "status");
  told.textContent = words;
  find("textarea, input:not([type=hidden])", form)?.before(told);
}

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest("[data-theme-toggle]")) {
    const theme = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    document.cookie = `theme=${theme};path=/;max-age=31536000;samesite=lax`;
    return;
  }
  target.closest("[data-dismiss]")?.closest(".toast").remove();
  if (target.closest("[data-print]")) return print();
  /* A passkey: its module is fetched when somebody wants one. */
  const passkey = target.closest("[data-passkey]");
  if (passkey) return import(passkey.dataset.passkey).then((module) => module.use(passkey));
  const plain = !event.defaultPrevented && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const link = target.closest("a[data-sheet]");
  if (plain && link) {
    event.preventDefault();
    openSheet(link.href);
    return;
  }
  const over = target.closest("dialog.over");
  if (over && (target === over || target.closest("[data-close]"))) {
    event.preventDefault();
    over.close();
  }
  for (const menu of document.querySelectorAll(".me[open], .bottom-bar details[open]")) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll(".me[open], .bottom-bar details[open]")) menu.open = false;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writing(event.target) || find("dialog[open]")) return;
  if (event.key === "/" && find("#search")) {
    event.preventDefault();
    find("#search").focus();
  } else if (event.key.length === 1) {
    /* The page's own link, where it has one, says more than the frame's: whose session it is. */
    const link = [...document.querySelectorAll(`a[data-key="${CSS.escape(event.key)}"]`)].at(-1);
    if (link) {
      event.preventDefault();
      link.click();
    }
  }
});

/* Drafts: typed text survives a lost session, and is forgotten once the server has thanked for it or at sign-out. */
const store = { get: (key) => sessionStorage.getItem(key), set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* full or forbidden */ } } };
const draftKey = (form) => `draft:${form.dataset.draft}`;
const typed = (form) => [...form.elements].filter((one) => one.name && one.matches("textarea, input:not([type]), input[type=text], input[type=search], input[type=email], input[type=tel]"));

function keepDraft(form) {
  const words = Object.fromEntries(typed(form).filter((one) => one.value !== one.defaultValue).map((one) => [one.name, one.value]));
  if (Object.keys(words).length) store.set(draftKey(form), JSON.stringify(words));
  else sessionStorage.removeItem(draftKey(form));
}

function restoreDraft(form) {
  const words = JSON.parse(store.get(draftKey(form)) || "{}");
  let restored = false;
  for (const one of typed(form)) if (words[one.name] && one.value === one.defaultValue && one.value !== words[one.name]) {
    one.value = words[one.name];
    restored = true;
  }
  if (restored) tell(form, document.body.dataset.kept);
}

const sent = store.get("draft-sent");
if (sent && find(".toast.success")) sessionStorage.removeItem(sent);
sessionStorage.removeItem("draft-sent");

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.draft !== undefined) keepDraft(form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.signOut !== undefined) for (const key of Object.keys(sessionStorage)) if (key.startsWith("draft")) sessionStorage.removeItem(key);
  if (form.dataset.draft !== undefined) {
    keepDraft(form);
    store.set("draft-sent", draftKey(form));
  }
  if (event.defaultPrevented || form.method !== "post" || form.dataset.again !== undefined) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  const over = form.closest("dialog.over");
  if (!over) return;
  event.preventDefault();
  sendSheet(over, form, event.submitter);
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

/* Undo is offered for ten seconds; what went well is said as long, what went wrong until it is closed. */
for (const toast of document.querySelectorAll(".toast.success")) {
  const mark = find("[data-countdown]", toast);
  let left = 10;
  const tick = () => {
    if (mark) mark.textContent = left;
    if (left-- > 0) setTimeout(tick, 1000);
    else toast.remove();
  };
  tick();
}

/* A part that changes by itself (data-poll: seconds) is fetched again until it comes back without data-poll. */
function poll(part) {
  setTimeout(async () => {
    try {
      if (document.hidden) return poll(part);
      const reply = await fetch(location.href);
      const fresh = reply.ok && find(`#${CSS.escape(part.id)}`, await pageIn(reply));
      if (!fresh) return poll(part);
      part.replaceWith(document.adoptNode(fresh));
      prepare(fresh);
    } catch {
      poll(part);
    }
  }, Number(part.dataset.poll) * 1000);
}

function prepare(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) restoreDraft(form);
  const parts = root.querySelectorAll("[data-poll]");
  for (const part of root.matches?.("[data-poll]") ? [root, ...parts] : parts) poll(part);
  find("[data-focus]", root)?.focus();
}

prepare(document);
document.addEventListener("htmx:after:swap", (event) => prepare(event.target));
