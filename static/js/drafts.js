// What was typed into a form is kept on this device while it is not taken: a session that ended, a line that broke and a page
// that expired lose no word. On the device a draft lives in the tab; of whoever is signed in a sealed copy follows to the next
// device for three days (docs/decisions/0091-drafts.md, 0098), but for forms that say data-draft-here.
"use strict";

const DRAFT_HOURS = 72;
const OPEN_HOURS = 1; // without an account: the next person may sit at the same machine
const { account, asked, follow } = document.currentScript.dataset;

function draftFields(form) {
  return [...form.elements].filter((field) => field.name && !["password", "file", "submit"].includes(field.type)
    && field.name !== "csrfmiddlewaretoken");
}

// The copy that follows: pushed when a person pauses or leaves, asked for by an empty form, dropped with the draft. A device
// without a network has its own draft, and nothing here waits for an answer.
window.followed = (() => {
  const PAUSE = 2500;
  const MOST_AT_LEAVING = 60_000; // what browsers send after a page is gone
  const waiting = new Map();
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";

  // The heading as it is read: a symbol of the icon font is a word in the text.
  function heading() {
    const read = document.querySelector("h1")?.cloneNode(true);
    for (const icon of read?.querySelectorAll(".material-symbols-outlined") ?? []) icon.replaceWith(" › ");
    return (read?.textContent ?? "").replace(/\s+/g, " ").replace(/^[ ›]+|[ ›]+$/g, "");
  }

  function post(way, said) {
    const body = new URLSearchParams({ ...said, csrfmiddlewaretoken: token() });
    const keepalive = body.toString().length < MOST_AT_LEAVING;
    return fetch(`${follow}${way}/`, { method: "POST", body, redirect: "manual", keepalive }).catch(() => null);
  }

  function push(name) {
    const said = waiting.get(name)?.said;
    cancel(name);
    if (said) post("keep", said);
  }

  function later(name, form, values) {
    if (!account || !follow || "draftHere" in form.dataset) return;
    cancel(name);
    const said = { name, page: location.pathname + location.search, title: heading(), values: JSON.stringify(values) };
    waiting.set(name, { said, timer: setTimeout(push, PAUSE, name) });
  }

  function cancel(name) {
    clearTimeout(waiting.get(name)?.timer);
    waiting.delete(name);
  }

  function drop(name) {
    cancel(name);
    if (account && follow) post("drop", { name });
  }

  const bring = async (name, form) => {
    if (!account || !follow || "draftHere" in form.dataset) return null;
    try {
      const reply = await fetch(`${follow}?${new URLSearchParams({ name })}`);
      return reply.redirected || !reply.ok ? null : await reply.json();
    } catch {
      return null;
    }
  };

  document.addEventListener("visibilitychange", () => { if (document.hidden) [...waiting.keys()].forEach(push); });
  return { later, cancel, drop, bring, heading };
})();

(() => {
  const KEPT = "kept:";
  const SIGN_OUT = 'form[action$="/logout/"], form[data-sign-out]';
  const here = location.pathname + location.search;

  const isTick = (field) => ["checkbox", "radio"].includes(field.type);
  const isList = (field) => field.tagName === "SELECT";
  const told = (options) => options.map((option) => [option.value, option.text]);

  function stateOf(field) {
    if (isTick(field)) return field.checked;
    return isList(field) ? told([...field.selectedOptions]) : field.value;
  }

  function writtenBy(field) {
    if (isTick(field)) return field.defaultChecked;
    if (!isList(field)) return field.defaultValue;
    const marked = [...field.options].filter((option) => option.defaultSelected);
    return told(marked.length || field.multiple ? marked : [...field.options].slice(0, 1));
  }

  // A list that is searched while one types holds no more than what was chosen.
  function fill(field, state) {
    if (isTick(field)) field.checked = state;
    else if (!isList(field)) field.value = state;
    else {
      for (const [value, text] of state) {
        if (![...field.options].some((option) => option.value === value)) field.add(new Option(text, value));
      }
      for (const option of field.options) option.selected = state.some(([value]) => value === option.value);
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // Fields of one name (the boxes of a list to tick) are told apart by their place.
  function named(form) {
    const met = {};
    return draftFields(form).map((field) => [`${field.name}|${(met[field.name] = (met[field.name] ?? -1) + 1)}`, field]);
  }

  const read = (key) => {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      sessionStorage.setItem(key, JSON.stringify(draft));
    } catch { /* storage is full or switched off: the form itself still works */ }
  };
  const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
  const forget = (chosen) => chosen.forEach((key) => sessionStorage.removeItem(key));
  const nameOf = (key) => key.split(":").slice(2).join(":");
  // Sent or not wanted: nowhere any more.
  function drop(key) {
    forget([key]);
    window.followed.drop(nameOf(key));
  }

  // From the sign-in page back to where the form is, which is not always where it was sent to.
  function leadBack(page) {
    const next = document.querySelector('#main form:has([type="password"]) [name="next"]');
    if (next) next.value = page;
  }

  // Who has no account is given no cookie: a page that leads on has taken the form, and so has one that shows it no more.
  const ledOn = (key, draft) => key.startsWith(`${KEPT}:`) && !document.querySelector("[data-refused]")
    && (here !== draft.page || !typed().length);
  const hoursOf = (key) => (key.startsWith(`${KEPT}:`) ? OPEN_HOURS : DRAFT_HOURS);

  // The server says by a cookie that it took the form of an address; a draft that was sent and not taken is one again.
  function settle() {
    const taken = document.cookie.match(/(?:^|; )taken=([^;]*)/)?.[1];
    for (const key of keys()) {
      const draft = read(key);
      if (!draft?.sent) continue;
      if (document.querySelector("[data-taken]") || (taken && decodeURIComponent(taken) === draft.sent) || ledOn(key, draft)) drop(key);
      else {
        write(key, { ...draft, sent: "" });
        leadBack(draft.page);
      }
    }
    if (taken) document.cookie = "taken=; path=/; max-age=0";
    if (account) forget(keys().filter((key) => !key.startsWith(`${KEPT}${account}:`)));
    forget(keys().filter((key) => !(Date.now() - read(key)?.at < hoursOf(key) * 3600 * 1000)));
  }

  function keep(form, key, sent) {
    const values = read(key)?.values ?? {};
    const fields = named(form);
    for (const [name, field] of fields) {
      if (JSON.stringify(stateOf(field)) !== JSON.stringify(writtenBy(field))) values[name] = stateOf(field);
      else if (asked === "GET") delete values[name];
    }
    if (!Object.keys(values).length) {
      if (read(key)) drop(key); // typed and taken back; a page that only settled its own fields has kept nothing
      return;
    }
    write(key, { at: Date.now(), page: here, title: window.followed.heading(), values, sent });
    if (sent) window.followed.cancel(nameOf(key));
    else window.followed.later(nameOf(key), form, values);
  }

  function tell(form, draft, key) {
    const note = document.createElement("p");
    const again = document.createElement("button");
    const file = form.querySelector('input[type="file"]') ? "文件要重新选择。" : "";
    note.className = "draft-note";
    note.setAttribute("role", "status");
    const where = draft.elsewhere ? "在另一台设备上" : "在这台设备上";
    note.textContent = `已带回您${new Date(draft.at).toTimeString().slice(0, 5)}${where}填写、还没有保存的内容。${file}`;
    Object.assign(again, { type: "button", textContent: "不要这些，重新填" });
    again.addEventListener("click", () => {
      drop(key);
      location.reload();
    });
    note.append(again);
    form.before(note);
  }

  // What follows from another device comes only where nobody has begun to write meanwhile.
  async function elsewhere(form, key) {
    const draft = await window.followed.bring(nameOf(key), form);
    return draft && !read(key) && { ...draft, elsewhere: true };
  }

  // Rows that the person had added stand again before they are filled.
  function addRows(form, values) {
    for (const name of Object.keys(values)) {
      const [, group, place] = name.match(/^(\w+)-(\d+)-/) ?? [];
      const total = group && form.elements[`${group}-TOTAL_FORMS`];
      for (let more = 0; total && more < 50 && Number(total.value) <= Number(place); more += 1) {
        const add = document.querySelector(`#${group}-group .add-row a, #${group}-group a.add-row`);
        if (!add) break;
        add.click();
      }
    }
  }

  async function restore(form, key) {
    const draft = read(key) || await elsewhere(form, key);
    if (!draft) return;
    addRows(form, draft.values);
    const fields = new Map(named(form));
    for (const [name, state] of Object.entries(draft.values)) {
      if (fields.has(name) && !name.endsWith("_FORMS|0")) fill(fields.get(name), state);
    }
    for (const part of form.querySelectorAll("details")) part.open ||= [...fields.values()].some((field) => part.contains(field) && field.value);
    tell(form, draft, key);
  }

  function watch(form, place) {
    const action = form.getAttribute("action") || here;
    const address = new URL(action, location.href).pathname;
    const key = `${KEPT}${account}:${here}#${place}`;
    if (asked === "GET" || "fresh" in form.dataset) restore(form, key);
    for (const event of ["input", "change"]) form.addEventListener(event, () => keep(form, key, ""));
    window.django?.jQuery?.(form).on("change", () => keep(form, key, ""));
    form.addEventListener("submit", () => keep(form, key, address));
    for (const way of document.querySelectorAll(".act-back, #submit-row a")) way.addEventListener("click", () => drop(key));
  }

  // A form in which somebody types; one with its own draft (member.js), a search and a password are no such.
  const isTyped = (form) => form.id !== "changelist-form" && !form.querySelector('[type="password"]')
    && draftFields(form).some((field) => field.type !== "hidden");
  const typed = () => [...document.querySelectorAll(
    '#main form[method="post"]:not([data-draft], [data-no-draft], [role="search"], [hx-post])')].filter(isTyped);

  function start() {
    settle();
    typed().forEach(watch);
    const kept = keys().map(read);
    for (const hint of document.querySelectorAll("[data-kept-drafts]")) {
      hint.hidden = !kept.length;
      const back = hint.querySelector("a");
      if (back && kept.length) back.href = kept.sort((one, other) => other.at - one.at)[0].page;
    }
    for (const form of document.querySelectorAll(SIGN_OUT)) form.addEventListener("submit", () => forget(keys()));
  }

  // The theme's lists that are searched while one types are made when the page has loaded: filled before, they show what came back.
  if (document.readyState === "loading" || document.readyState === "interactive") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
