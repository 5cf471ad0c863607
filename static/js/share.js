// A public page is handed on: by the phone's own sheet where there is one, else its address is copied.
"use strict";

for (const box of document.querySelectorAll("[data-share]")) {
  const { title } = document;
  const url = box.dataset.share || location.href.split("#")[0];
  const [send, copy] = box.querySelectorAll("button");
  const told = box.querySelector("[role=status]");
  send.hidden = !navigator.share;
  copy.hidden = !navigator.clipboard;
  box.hidden = send.hidden && copy.hidden;
  send.addEventListener("click", () => navigator.share({ title, url }).catch(() => null)); // who changes their mind is told nothing
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(url);
    told.textContent = "网址已复制，可以粘贴到微信里。";
  });
}
