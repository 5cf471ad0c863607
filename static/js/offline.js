// The page that is shown without a network: what was typed last and not sent, and the way back to its form.
"use strict";

const HOURS = 72;

function drafts() {
  const found = [];
  for (const store of [localStorage, sessionStorage]) {
    for (const key of Object.keys(store).filter((name) => /^(draft|kept):/.test(name))) {
      try {
        const draft = JSON.parse(store.getItem(key));
        if (draft.page && Date.now() - draft.at < HOURS * 3_600_000) found.push(draft);
      } catch { /* of an older version: its form still finds it */ }
    }
  }
  return found.sort((one, other) => other.at - one.at);
}

function row(draft) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const when = new Date(draft.at).toTimeString().slice(0, 5);
  Object.assign(link, { className: "leads", href: draft.page, textContent: `${draft.title || "没写完的表单"}（${when}）` });
  item.append(link);
  return item;
}

const found = drafts();
document.querySelector("[data-drafts]").hidden = !found.length;
document.querySelector("[data-drafts] ul").replaceChildren(...found.map(row));

// On this very page there is nothing to come back to but the form, or where one begins.
function goOn() {
  if (location.pathname !== "/offline/") location.reload();
  else location.href = found.length ? found[0].page : "/";
}

// A phone says that it is online before anything comes through, and says nothing when it never noticed.
const AGAIN = 3000;
setInterval(() => fetch("/manifest.webmanifest", { cache: "no-store" }).then(goOn, () => null), AGAIN);
document.querySelector("[data-again]").addEventListener("click", goOn);
