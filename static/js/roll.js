// Saves each mark of the roll on its own; on a weak network marks wait in the page and are sent again, in order.
"use strict";

const WORDS = { attended: "到", absent: "缺", excused: "请假" };
const AGAIN_MS = 4000;
const waiting = new Map(); // member → the form's last unsaved body: only the newest mark of a person is sent
let sending = false;

function told(form, words) {
  form.querySelector("[data-roll-state]").textContent = words;
}

function press(form, state) {
  form.closest("li").dataset.state = state;
  for (const button of form.querySelectorAll(".marks button")) button.setAttribute("aria-pressed", String(button.value === state));
}

function showWaiting(failed) {
  const notice = document.querySelector("[data-roll-waiting]");
  notice.hidden = !failed;
  notice.querySelector("[data-roll-left]").textContent = waiting.size;
}

function showCounts(counts) {
  for (const [name, count] of Object.entries(counts)) {
    const place = document.querySelector(`[data-count="${name}"]`);
    if (place) place.textContent = count;
  }
}

async function send(form, body) {
  const reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (reply.redirected || !(reply.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer of ours");
  return reply.json();
}

async function sendOne(member, { form, body, state }) {
  const answer = await send(form, body);
  if (waiting.get(member)?.body === body) waiting.delete(member);
  showCounts(answer.counts);
  told(form, answer.problem ? `没有保存：${answer.problem}` : `已保存：${WORDS[state]}`);
}

// One at a time, the oldest first; after a failure everything waits a little and is tried again.
async function sendWaiting() {
  if (sending) return;
  sending = true;
  let failed = false;
  while (waiting.size && !failed) {
    const [member, mark] = waiting.entries().next().value;
    try {
      await sendOne(member, mark);
    } catch {
      failed = true;
      told(mark.form, "未保存，网络恢复后自动保存");
    }
  }
  sending = false;
  showWaiting(failed);
  if (failed) setTimeout(sendWaiting, AGAIN_MS);
}

document.querySelectorAll("form[data-roll]").forEach((form) => form.addEventListener("submit", (event) => {
  const state = event.submitter?.value;
  if (!state) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  press(form, state);
  told(form, "正在保存…");
  waiting.delete(body.get("member"));
  waiting.set(body.get("member"), { form, body, state });
  sendWaiting();
}));
window.addEventListener("online", sendWaiting);
window.addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
