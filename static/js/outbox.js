// What is sent while there is no network waits on this device, goes out by itself later, and stands on one page with what
// became of it: docs/decisions/0097-outbox.md. A form takes part by a `client_key`, which makes a second sending find the first.
"use strict";

window.outbox = (() => {
  const { account: owner, page: PAGE } = document.currentScript.dataset;
  const HOUR = 3_600_000;
  const SENT_HOURS = 72;
  const WAITING_HOURS = 30 * 24;
  const FIRST_WAIT = 30_000;
  const LONGEST_WAIT = 300_000;

  // --- The store: photos too, which is why it is no localStorage ---

  const opened = () => new Promise((done, fail) => {
    const asked = indexedDB.open("outbox", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("items", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

  async function store(mode, act) {
    const base = await opened();
    return new Promise((done, fail) => {
      const work = base.transaction("items", mode);
      const asked = act(work.objectStore("items"));
      work.oncomplete = () => {
        base.close();
        done(asked.result);
      };
      work.onabort = () => fail(work.error);
    });
  }

  const put = (item) => store("readwrite", (items) => items.put(item));
  const drop = (id) => store("readwrite", (items) => items.delete(id));
  const all = () => store("readonly", (items) => items.getAll());
  const own = async () => (await all()).filter((item) => item.owner === owner).sort((one, other) => one.at - other.at);
  const isOpen = (item) => item.state !== "sent";

  // --- In ---

  const shown = (field) => (field.tagName === "SELECT" ? field.selectedOptions[0]?.text : field.value)?.trim();
  const words = (form) => draftFields(form).filter((field) => !["hidden", "checkbox", "radio"].includes(field.type) && field.value)
    .map(shown).filter(Boolean).map((text) => text.slice(0, 24)).slice(0, 4).join("，");
  const takes = (form) => Boolean(form.elements.client_key && window.indexedDB);

  async function keep(form) {
    const key = form.elements.client_key;
    const missing = [...form.elements].find((field) => field.willValidate && !field.validity.valid);
    if (missing) {
      missing.focus();
      return "还有没填的，填好再点一次。";
    }
    key.value ||= crypto.randomUUID();
    const files = [...form.elements].filter((field) => field.type === "file")
      .flatMap((field) => [...field.files].map((file) => [field.name, file]));
    await put({
      id: key.value, owner, at: Date.now(), draft: form.dataset.draft, address: form.getAttribute("action") || location.pathname,
      what: document.querySelector("h1").textContent.trim(), title: words(form), fields: draftValues(form), files, state: "waiting", why: "",
    });
    forgetDraft(form.dataset.draft);
    form.reset();
    for (const field of form.querySelectorAll("textarea, input[type=text]")) field.value = "";
    key.value = crypto.randomUUID();
    await show();
    return "现在没有网络，已存进“待发送”，联网后自动发出。可以接着再填一件。";
  }

  // --- Out ---

  function bodyOf(item, token) {
    const body = new FormData();
    for (const [name, value, checked] of item.fields) if (checked !== false) body.append(name, value);
    for (const [name, file] of item.files) body.append(name, file, file.name);
    body.set("csrfmiddlewaretoken", token);
    return body;
  }

  const read = async (reply) => new DOMParser().parseFromString(await reply.text(), "text/html");
  const tokenIn = (page) => page.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const text = (part) => part?.textContent.replace(/\s+/g, " ").trim() || "";

  // Signed in again in the meantime, this page's token is old: the form's own page has the new one.
  async function post(item) {
    const sent = (token) => fetch(item.address, { method: "POST", body: bodyOf(item, token) });
    const reply = await sent(tokenIn(document));
    return reply.status === 403 ? sent(tokenIn(await read(await fetch(item.address)))) : reply;
  }

  // What became of it is told by the page that a person would see: the mark by which it lets a draft be forgotten, or its errors.
  async function outcome(item) {
    let reply;
    try {
      reply = await post(item);
    } catch {
      return { why: "没有网络，联网后自动发出。" };
    }
    if (reply.status >= 500 || reply.status === 429) return { why: "平台正忙，过一会儿自动再发。" };
    const page = await read(reply);
    const mark = page.querySelector(`[data-done="draft:${CSS.escape(item.draft)}"]`);
    if (mark || page.body.dataset.draftDone === item.draft) {
      const said = text(mark || page.querySelector(".notice-success, .notice-info") || page.querySelector("h1"));
      window.followed.drop(`draft:${item.draft}`);
      return { state: "sent", sentAt: Date.now(), why: said, leads: new URL(reply.url).pathname, fields: [], files: [] };
    }
    if (page.querySelector('#main [type="password"]')) return { why: "请重新登录，登录后自动发出。" };
    const faults = [...page.querySelectorAll("[data-errors] li")].map(text);
    return { state: "refused", why: faults.join("；") || text(page.querySelector("[data-errors], .notice-error, .notice-warning, h1")) };
  }

  async function send(item) {
    await put({ ...item, ...await outcome(item) });
    await show();
  }

  async function sendWaiting() {
    for (const item of await own()) if (item.state === "waiting") await send(item);
  }

  // One tab at a time; a browser without locks relies on the key alone.
  const sendAll = () => (navigator.locks
    ? navigator.locks.request("outbox", { ifAvailable: true }, (lock) => (lock ? sendWaiting() : undefined))
    : sendWaiting());

  async function again(wait) {
    if (navigator.onLine) await sendAll();
    if ((await own()).some((item) => item.state === "waiting")) setTimeout(again, wait, Math.min(2 * wait, LONGEST_WAIT));
  }

  // --- Shown ---

  function change(item) {
    const draft = JSON.stringify({ at: Date.now(), values: item.fields });
    localStorage.setItem(draftKey(item.draft), draft);
    return drop(item.id).then(() => location.assign(item.address));
  }

  function button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button button-plain", textContent: label });
    made.addEventListener("click", () => act(made));
    return made;
  }

  // What is deleted here is nowhere else: the first tap only asks.
  const dropped = (item) => button("删除", (pressed) => {
    if (pressed.dataset.asked || item.state === "sent") return drop(item.id).then(show);
    pressed.dataset.asked = "yes";
    pressed.textContent = "确认删除，不再发出";
    return undefined;
  });

  const STATES = { waiting: ["待发送", "submitted"], refused: ["没有被接受", "rejected"], sent: ["已发出", "confirmed"] };

  function line(item) {
    const made = document.getElementById("outbox-item").content.firstElementChild.cloneNode(true);
    const [label, kind] = STATES[item.state];
    const part = (name) => made.querySelector(`[data-${name}]`);
    part("what").textContent = item.what;
    part("chip").textContent = label;
    part("chip").classList.add(`chip-${kind}`);
    part("title").textContent = item.title + (item.files.length ? `，照片或附件${item.files.length}个` : "");
    part("when").textContent = `${new Date(item.sentAt || item.at).toLocaleString("zh-CN")}${item.sentAt ? "发出" : "填写"}`;
    part("why").textContent = item.why;
    if (item.state === "waiting") part("acts").append(button("现在发出", () => send(item)));
    if (isOpen(item)) part("acts").append(button("改", () => change(item)));
    if (item.leads) part("acts").append(Object.assign(document.createElement("a"), { className: "button", href: item.leads, textContent: "查看" }));
    part("acts").append(dropped(item));
    return made;
  }

  function bar(items) {
    const made = document.querySelector(".outbox-bar") || Object.assign(document.createElement("p"), { className: "outbox-bar" });
    const link = Object.assign(document.createElement("a"), { href: PAGE });
    const refused = items.filter((item) => item.state === "refused").length;
    link.textContent = `待发送${items.length}件${refused ? `，其中${refused}件没有被接受，请看` : "，联网后自动发出"}`;
    made.replaceChildren(link);
    if (items.length && !made.isConnected) document.getElementById("main")?.prepend(made);
    if (!items.length) made.remove();
  }

  async function show() {
    const items = await own();
    const list = document.querySelector("[data-outbox-list]");
    list?.replaceChildren(...items.map(line));
    for (const none of document.querySelectorAll("[data-outbox-none]")) none.hidden = Boolean(items.length);
    if (!list) bar(items.filter(isOpen));
  }

  // A receipt is for its owner's eyes and for three days; what nobody came back to send is not kept for ever.
  const isOver = (item) => (isOpen(item)
    ? Date.now() - item.at > WAITING_HOURS * HOUR
    : item.owner !== owner || Date.now() - item.sentAt > SENT_HOURS * HOUR);

  async function start() {
    if (!window.indexedDB) return;
    for (const item of (await all()).filter(isOver)) await drop(item.id);
    await show();
    window.addEventListener("online", sendAll);
    await again(FIRST_WAIT);
  }

  start();
  return { takes, keep, show };
})();
