// What was typed into a form is kept on this device while it is not taken: a session that ended, a line that broke and a page
// that expired lose no word. A draft lives in the tab, belongs to one person and never travels to the server.
"use strict";

const DRAFT_HOURS = 72;
const { account, asked } = document.currentScript.dataset;

function draftFields(form) {
  return [...form.elements].filter((field) => field.name && !["password", "file", "submit"].includes(field.type)
    && field.name !== "csrfmiddlewaretoken");
}

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

  // From the sign-in page back to where the form is, which is not always where it was sent to.
  function leadBack(page) {
    const next = document.querySelector('#main form:has([type="password"]) [name="next"]');
    if (next) next.value = page;
  }

  // The server says by a cookie that it took the form of an address; a draft that was sent and not taken is one again.
  function settle() {
    const taken = document.cookie.match(/(?:^|; )taken=([^;]*)/)?.[1];
    for (const key of keys()) {
      const draft = read(key);
      if (!draft?.sent) continue;
      if (document.querySelector("[data-taken]") || (taken && decodeURIComponent(taken) === draft.sent)) forget([key]);
      else {
        write(key, { ...draft, sent: "" });
        leadBack(draft.page);
      }
    }
    if (taken) document.cookie = "taken=; path=/; max-age=0";
    if (account) forget(keys().filter((key) => !key.startsWith(`${KEPT}${account}:`)));
    forget(keys().filter((key) => !(Date.now() - read(key)?.at < DRAFT_HOURS * 3600 * 1000)));
  }

  function keep(form, key, sent) {
    const values = read(key)?.values ?? {};
    const fields = named(form);
    for (const [name, field] of fields) {
      if (JSON.stringify(stateOf(field)) !== JSON.stringify(writtenBy(field))) values[name] = stateOf(field);
      else if (asked === "GET") delete values[name];
    }
    if (Object.keys(values).length) write(key, { at: Date.now(), page: here, values, sent });
    else forget([key]);
  }

  function tell(form, draft, key) {
    const note = document.createElement("p");
    const again = document.createElement("button");
    const file = form.querySelector('input[type="file"]') ? "文件要重新选择。" : "";
    note.className = "draft-note";
    note.setAttribute("role", "status");
    note.textContent = `已带回您${new Date(draft.at).toTimeString().slice(0, 5)}在这台设备上填写、还没有保存的内容。${file}`;
    Object.assign(again, { type: "button", textContent: "不要这些，重新填" });
    again.addEventListener("click", () => {
      forget([key]);
      location.reload();
    });
    note.append(again);
    form.before(note);
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

  function restore(form, key) {
    const draft = read(key);
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
    for (const way of document.querySelectorAll(".act-back, #submit-row a")) way.addEventListener("click", () => forget([key]));
  }

  // A form in which somebody types; one with its own draft (member.js), a search and a password are no such.
  const isTyped = (form) => form.id !== "changelist-form" && !form.querySelector('[type="password"]')
    && draftFields(form).some((field) => field.type !== "hidden");
  const typed = () => [...document.querySelectorAll(
    '#main form[method="post"]:not([data-draft], [data-no-draft], [role="search"], [hx-post])')].filter(isTyped);

  function start() {
    settle();
    if (account) typed().forEach(watch);
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
