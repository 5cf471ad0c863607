// The voter's page: takes blind signatures, keeps them and the draft on this device, casts without a cookie.
// Nothing here tells the server which token is whose; a lost answer is asked for again with the same token and version.
import { BlindRSA } from "../blindrsa/blindrsa.js";

const SUITE = { name: "RSABSSA-SHA384-PSS-Randomized", hash: "SHA-384", saltLength: 48, prepareType: 32, supportsRSARAW: false };
const KEY = { name: "RSA-PSS", hash: "SHA-384" };
const form = document.querySelector("[data-ballot]");
const told = JSON.parse(document.getElementById("ballot-told").textContent);
const code = form.dataset.code || "";
const part = (name) => form.querySelector(`[data-${name}]`);
const subjects = told.sheets.flatMap((sheet) => sheet.subjects);

// At a terminal nothing stays: the next voter uses the same browser.
const store = {
  name: `ballot:${told.poll}:${document.body.dataset.account || ""}`,
  read() {
    if (code) return this.held || null;
    try { return JSON.parse(localStorage.getItem(this.name)); } catch { return null; }
  },
  write(value) {
    this.held = value;
    if (!code) localStorage.setItem(this.name, JSON.stringify(value));
  },
};

const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
const chance = (size) => crypto.getRandomValues(new Uint8Array(size));

function tell(words) {
  part("told").textContent = words;
  part("told").hidden = !words;
  if (words) part("told").scrollIntoView({ block: "center" });
}

function show(name) {
  for (const one of ["begin", "marks", "done"]) part(one).hidden = one !== name;
}

async function send(address, body, headers, credentials) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers },
      credentials, referrerPolicy: "no-referrer", cache: "no-store", redirect: "error",
    });
  } catch {
    throw new Error("没有连上。内容都在这台设备上，联网或重新登录后再点一次即可，不会重复计票。");
  }
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(said?.message || "没有提交成功，请过一会儿再点一次。");
  return said;
}

const keyOf = (sheet) => crypto.subtle.importKey(
  "jwk", { kty: "RSA", n: sheet.key, e: "AQAB", alg: "PS384", ext: true }, KEY, true, ["verify"]);

// The blinded request is kept before it is sent: if the answer is lost, the same one is sent again.
async function blindAll(suite) {
  const held = store.read();
  if (held?.asked) return held;
  const asked = {};
  for (const sheet of told.sheets) {
    const token = suite.prepare(chance(32));
    const { blindedMsg, inv } = await suite.blind(await keyOf(sheet), token);
    asked[sheet.id] = { token: toHex(token), blinded: toHex(blindedMsg), inv: toHex(inv) };
  }
  const fresh = { asked };
  store.write(fresh);
  return fresh;
}

async function takeTokens() {
  const suite = new BlindRSA(SUITE);
  const held = await blindAll(suite);
  const blinded = Object.fromEntries(Object.entries(held.asked).map(([id, one]) => [id, one.blinded]));
  const csrf = form.elements.csrfmiddlewaretoken?.value;
  const { signed } = code
    ? await send(form.dataset.tokens, { blinded, code }, {}, "omit")
    : await send(form.dataset.tokens, { blinded }, { "X-CSRFToken": csrf }, "same-origin");
  const tokens = {};
  for (const sheet of told.sheets) {
    const one = held.asked[sheet.id];
    const signature = await suite.finalize(
      await keyOf(sheet), fromHex(one.token), fromHex(signed[sheet.id]), fromHex(one.inv));
    tokens[sheet.id] = { token: one.token, signature: toHex(signature) };
  }
  store.write({ asked: held.asked, tokens, draft: {} });
}

function marks() {
  const data = new FormData(form);
  return {
    choices: Object.fromEntries(subjects.map((subject) => [subject, data.get(`s${subject}`) || ""])),
    texts: Object.fromEntries(subjects.map((subject) => [subject, (data.get(`t${subject}`) || "").trim()]).filter(([, text]) => text)),
  };
}

function saveDraft() {
  store.write({ ...store.read(), draft: marks(), version: null });
  sayLeft();
}

function restoreDraft() {
  const { choices = {}, texts = {} } = store.read()?.draft || {};
  for (const [subject, option] of Object.entries(choices)) {
    const field = [...form.querySelectorAll(`[name="s${subject}"]`)].find((one) => one.value === option);
    if (field) field.checked = true;
  }
  for (const [subject, text] of Object.entries(texts)) {
    const field = form.elements[`t${subject}`];
    if (!field) continue;
    field.value = text;
    field.closest("details").open = true;
  }
  sayLeft();
}

function sayLeft() {
  const open = Object.values(marks().choices).filter((one) => !one).length;
  part("left").textContent = open ? `还有${open}项没有选，没有选的按弃权计。` : "全部已选。";
}

const chosen = (mapping, sheet) => Object.fromEntries(sheet.subjects.filter((one) => one in mapping).map((one) => [one, mapping[one]]));

async function castAll() {
  const held = store.read();
  held.version ||= toHex(chance(16));
  store.write(held);
  const { choices, texts } = marks();
  const prints = [];
  for (const sheet of told.sheets) {
    const said = await send(form.dataset.cast, {
      sheet: sheet.id, ...held.tokens[sheet.id], version: held.version, replaces: Boolean(held.prints),
      choices: chosen(choices, sheet), texts: chosen(texts, sheet),
    }, {}, "omit");
    prints.push(said.fingerprint);
  }
  store.write(code ? null : { ...held, prints, draft: { choices, texts } });
  showDone(prints);
}

function showDone(prints) {
  part("prints").replaceChildren(...prints.map((print) => Object.assign(document.createElement("li"), { textContent: print })));
  show("done");
}

async function run(button, work) {
  if (button.disabled) return;
  button.disabled = true;
  tell("");
  try {
    await work();
  } catch (error) {
    tell(error.message);
  } finally {
    button.disabled = false;
  }
}

part("take").addEventListener("click", (event) => run(event.target, async () => {
  await takeTokens();
  show("marks");
  sayLeft();
}));
part("send").addEventListener("click", (event) => run(event.target, castAll));
part("correct")?.addEventListener("click", () => show("marks"));
part("marks").addEventListener("input", saveDraft);
form.addEventListener("submit", (event) => event.preventDefault());

// A tap before this program was there would be lost: the button waits for it.
part("take").disabled = !globalThis.crypto?.subtle;
if (!globalThis.crypto?.subtle) {
  tell("这个浏览器不能匿名投票。请换一个浏览器，或到现场终端投票、领取纸质票。");
} else if (store.read()?.tokens) {
  restoreDraft();
  if (store.read().prints) showDone(store.read().prints);
  else show("marks");
}
