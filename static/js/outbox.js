// What is to be sent when there is a network again: several at once, each seen, sent again or deleted. Uses member.js.
"use strict";

(() => {
  const box = document.querySelector("[data-outbox]");
  if (!box) return;
  const form = document.querySelector("form[data-draft]");
  const key = `outbox:${box.dataset.outbox}:${account}`;
  const told = box.querySelector("[data-outbox-told]");

  function read() {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  }

  function write(items) {
    if (items.length) localStorage.setItem(key, JSON.stringify(items));
    else localStorage.removeItem(key);
    show();
  }

  const without = (id) => read().filter((item) => item.id !== id);
  const valueOf = (item, name) => item.values.find(([each]) => each === name)?.[1] || "";

  // The key tells one sending from another: what did arrive is found again and not made twice.
  function keep() {
    const values = draftFields(form).map((field) => [field.name, field.value]);
    const item = { id: valueOf({ values }, "client_key") || crypto.randomUUID(), at: Date.now(), values };
    if (!form.elements.title.value.trim()) return form.elements.title.focus();
    write([...without(item.id), item]);
    forgetDraft(form.dataset.draft);
    form.reset();
    form.elements.client_key.value = crypto.randomUUID();
    form.querySelector("[data-offline]").hidden = true;
    told.textContent = "已存在本机，联网后发出。";
    box.scrollIntoView();
  }

  // Signed out in the meantime one is led to another page: only the page of what was made says that it was.
  async function send(item) {
    const body = new URLSearchParams([...item.values, ["csrfmiddlewaretoken", box.querySelector("[name=csrfmiddlewaretoken]").value]]);
    const made = new RegExp(`^${box.dataset.made}\\d+/$`);
    try {
      const reply = await fetch(box.dataset.address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
      if (reply.redirected && made.test(new URL(reply.url).pathname)) {
        write(without(item.id));
        told.textContent = `“${valueOf(item, "title")}”已发出。`;
      } else told.textContent = reply.status === 422 ? `“${valueOf(item, "title")}”有内容要改，请点“改”。` : "没有发出，请重新登录后再试。";
    } catch {
      told.textContent = "现在没有网络，没有发出，仍在本机。";
    }
  }

  function edit(item) {
    if (!form) return location.assign(box.dataset.address);
    for (const [name, value] of item.values) if (form.elements[name]) form.elements[name].value = value;
    write(without(item.id));
    form.elements.title.focus();
  }

  function button(words, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "button button-plain", textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  function show() {
    const items = read();
    box.hidden = !items.length && !told.textContent;
    box.querySelector("[data-outbox-count]").textContent = items.length;
    box.querySelector("ul").replaceChildren(...items.map((item) => {
      const line = document.createElement("li");
      const words = document.createElement("p");
      words.textContent = `${valueOf(item, "title")}　${valueOf(item, "place")}　${new Date(item.at).toLocaleString("zh-CN")}`;
      line.append(words, button("发出", () => send(item)), button("删除", () => write(without(item.id))));
      if (form) line.append(button("改", () => edit(item)));
      return line;
    }));
  }

  async function sendAll() {
    for (const item of read()) await send(item);
  }

  form?.querySelector("[data-outbox-keep]")?.addEventListener("click", keep);
  window.addEventListener("online", sendAll);
  show();
  if (navigator.onLine) sendAll();
})();
