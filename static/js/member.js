// Makes the members' pages better on a weak network; every page works without it. Uses drafts.js and outbox.js.
"use strict";

// A draft belongs to one account on one phone. What names a person stays in the tab (sessionStorage).
function storeOf(form) {
  return form.dataset.draftArea === "tab" ? sessionStorage : localStorage;
}

function draftKey(name) {
  return `draft:${name}:${account}`;
}

// The same under which its copy follows from one device to the next, whatever stands in the address.
const draftName = (name) => `draft:${name}`;

function draftValues(form) {
  return draftFields(form).map((field) => ["checkbox", "radio"].includes(field.type)
    ? [field.name, field.value, field.checked] : [field.name, field.value]);
}

function saveDraft(form) {
  try {
    const where = { page: location.pathname + location.search, title: window.followed.heading() };
    storeOf(form).setItem(draftKey(form.dataset.draft), JSON.stringify({ at: Date.now(), values: draftValues(form), ...where }));
    form.querySelector("[data-kept]")?.removeAttribute("hidden");
  } catch { /* storage is full or switched off: the form itself still works */ }
  if (storeOf(form) === localStorage) window.followed.later(draftName(form.dataset.draft), form, draftValues(form));
}

function readDraft(form) {
  try {
    const draft = JSON.parse(storeOf(form).getItem(draftKey(form.dataset.draft)));
    return draft && Date.now() - draft.at < DRAFT_HOURS * 3600 * 1000 ? draft.values : null;
  } catch {
    return null;
  }
}

async function broughtAlong(form) {
  if (storeOf(form) !== localStorage) return null;
  const draft = await window.followed.bring(draftName(form.dataset.draft), form);
  return readDraft(form) ? null : draft?.values;
}

// The client key comes back with the draft: if the first sending did arrive, the second finds its record.
async function restoreDraft(form) {
  const values = readDraft(form) || await broughtAlong(form);
  if (!values) return false;
  for (const [name, value, checked] of values) {
    for (const field of draftFields(form).filter((field) => field.name === name)) {
      if (checked === undefined) field.value = value;
      else if (field.value === value) field.checked = checked;
    }
  }
  return true;
}

// `everywhere`: it was sent, or is not wanted; whoever signs out finds it on the next device.
function forgetDraft(name, everywhere = true) {
  if (everywhere && localStorage.getItem(draftKey(name))) window.followed.drop(draftName(name));
  for (const store of [localStorage, sessionStorage]) store.removeItem(draftKey(name));
}

// What came back into a folded part is to be seen.
function unfoldFilled(form) {
  for (const part of form.querySelectorAll("details")) {
    part.open ||= draftFields(form).some((field) => part.contains(field) && field.value);
  }
}

function keepDraft(form) {
  const notice = document.querySelector("[data-restored]");
  if ("fresh" in form.dataset) restoreDraft(form).then((restored) => {
    if (!restored) return;
    if (notice) notice.hidden = false;
    unfoldFilled(form);
  });
  form.addEventListener("input", () => saveDraft(form));
  form.addEventListener("submit", (event) => {
    saveDraft(form);
    window.followed.cancel(draftName(form.dataset.draft));
    const offline = form.querySelector("[data-offline]");
    if (!offline || navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    offline.hidden = false;
    if (window.outbox?.takes(form)) outbox.keep(form).then((told) => { offline.textContent = told; });
  });
  window.addEventListener("online", () => form.querySelector("[data-offline]")?.setAttribute("hidden", ""));
  document.querySelector("[data-forget]")?.addEventListener("click", () => {
    saveDraft(form);
    forgetDraft(form.dataset.draft);
    location.reload();
  });
}

// The second tap of a double tap is dropped; without a script the client key and the database do the same.
function sendOnce(form) {
  const button = form.querySelector("button:not([type=button])");
  const words = button?.textContent;
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    button?.setAttribute("aria-disabled", "true");
    if (button?.dataset.busy) button.textContent = button.dataset.busy;
  });
  // Back from the next page, or the network failed: the form may be sent again, with the same key.
  window.addEventListener("pageshow", () => {
    sent = false;
    button?.removeAttribute("aria-disabled");
    if (button) button.textContent = words;
  });
}

function revealable(input) {
  const box = document.createElement("span");
  const button = document.createElement("button");
  box.className = "reveal";
  input.replaceWith(box);
  Object.assign(button, { type: "button", textContent: "显示" });
  button.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-label", "显示密码");
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? "隐藏" : "显示";
    button.setAttribute("aria-pressed", String(hidden));
  });
  box.append(input, button);
}

document.querySelectorAll("[data-done^='draft:']").forEach((told) => forgetDraft(told.dataset.done.slice("draft:".length)));
if (document.body.dataset.draftDone) forgetDraft(document.body.dataset.draftDone);
document.querySelectorAll("form[data-draft]").forEach(keepDraft);
document.querySelectorAll("form[data-once]").forEach(sendOnce);
document.querySelectorAll("input[data-reveal]").forEach(revealable);
document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => ["service", "summary", "deed"].forEach((name) => forgetDraft(name, false))));
document.querySelector("[data-errors]")?.focus();

// The page without a network is kept for whoever is signed in, and goes with them (static/js/worker.js).
async function leaveNoWorker() {
  for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

if (navigator.serviceWorker) {
  const { worker } = document.body.dataset;
  if (worker) window.addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => null));
  else leaveNoWorker();
}
