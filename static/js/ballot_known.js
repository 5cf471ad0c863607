// On the public list: finds the ballots that were cast on this device. Nothing is sent.
const section = document.querySelector("[data-known]");
const start = `ballot:${section.dataset.known}:`;
const prints = Object.keys(localStorage).filter((name) => name.startsWith(start)).flatMap((name) => {
  try { return JSON.parse(localStorage.getItem(name))?.prints || []; } catch { return []; }
});
const mine = [...section.querySelectorAll("[data-mark]")].filter((one) => prints.includes(one.dataset.mark));
for (const one of mine) one.classList.add("is-mine");
if (prints.length) {
  const told = section.querySelector("[data-found]");
  told.hidden = false;
  told.textContent = mine.length === prints.length ? "这台设备上投的票已计入。" : "这台设备上投的票没有全部找到，请联系考核办核对。";
}
