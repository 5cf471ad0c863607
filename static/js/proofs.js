// Checks what the QR code of a paper says against roots that are on the page: no network, no other script than TweetNaCl above it.
// It stands inside the page that people save (orgtree/proofs/pages.py), and says the same as orgtree/proofs/check_paper.py.
"use strict";

const TITLE = "党建引领基层治理 凭据摘要";
const NAME_LINE = "姓名核对码";
const utf8 = new TextEncoder();

function fail(words) {
  throw new Error(words);
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(text) {
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

function hashed(mark, ...parts) {
  const all = [mark, ...parts.flatMap((part) => Array.from(part))];
  return nacl.hash(Uint8Array.from(all)).slice(0, 32);
}

function isSigned(key, signature, text) {
  const [public_, signed] = [bytesOf(key), bytesOf(signature)];
  return public_.length === 32 && signed.length === 64 && nacl.sign.detached.verify(utf8.encode(text), signed, public_);
}

function unpack(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function read(text) {
  const broken = "内容不完整，请重新扫描整个二维码";
  const parts = text.trim().split("#").pop().split(".");
  if (parts.length !== 5 || parts[0] !== "1" || !/^\d{1,4}$/.test(parts[2])) fail(broken);
  try {
    const way = unpack(parts[3]);
    if (way.length < 16 || (way.length - 16) % 32) fail(broken);
    const path = [];
    for (let at = 16; at < way.length; at += 32) path.push(way.slice(at, at + 32));
    const said = new TextDecoder("utf-8", { fatal: true }).decode(unpack(parts[4]));
    return { number: parts[1], position: Number(parts[2]), salt: way.slice(0, 16), path, said };
  } catch {
    return fail(broken);
  }
}

// RFC 9162, 2.1.3.2.
function climb(leaf, position, size, path) {
  let [reached, here, last] = [leaf, position, size - 1];
  if (here > last) return null;
  for (const beside of path) {
    if (last === 0) return null;
    if (here % 2 || here === last) {
      reached = hashed(1, beside, reached);
      while (here && here % 2 === 0) [here, last] = [here >> 1, last >> 1];
    } else {
      reached = hashed(1, reached, beside);
    }
    [here, last] = [here >> 1, last >> 1];
  }
  return last === 0 ? reached : null;
}

function checkRoot(root, trusted) {
  const text = [TITLE, root.number, root.place, root.size, root.digest, root.previous].join("\n");
  if (!trusted.installation.includes(root.key) || !isSigned(root.key, root.signature, text)) fail("这条凭据摘要不是本平台签的");
  if (!root.cosignature) fail("这条凭据摘要还没有由第二家单位副署，请稍后更新凭据摘要再核");
  const known = trusted.offices.some((one) => one.key === root.cosign_key && one.place === root.place);
  if (!known || !isSigned(root.cosign_key, root.cosignature, `副署\n${text}`)) fail("副署不是登记的单位签的");
}

// Keys are those of the saved page alone: whoever brings other roots cannot bring other keys along.
function checkPaper(text, told, trusted) {
  const proof = read(text);
  const root = told.roots.find((one) => one.number === proof.number) || fail("没有这一天的凭据摘要，请下载新的再核");
  checkRoot(root, trusted);
  const reached = climb(hashed(0, proof.salt, utf8.encode(proof.said)), proof.position, root.size, proof.path);
  if (!reached || hex(reached) !== root.digest) fail("核验不通过：内容与当天的凭据摘要不符");
  if ((told.void[proof.number] || []).includes(proof.position)) fail("这份凭据已作废");
  return proof;
}

function nameFits(proof, name) {
  const line = proof.said.split("\n").find((one) => one.startsWith(`${NAME_LINE}：`));
  const code = hex(hashed(2, proof.salt, utf8.encode(name.trim())).slice(0, 8));
  return line === `${NAME_LINE}：${code}`;
}

// --- The page ---------------------------------------------------------------------------------------------------------------

function part(name) {
  return document.querySelector(`[data-${name}]`);
}

function show(good, words, lines = []) {
  const result = part("result");
  result.className = good ? "good" : "bad";
  result.replaceChildren(...[words, ...lines].map((line, place) => {
    const row = document.createElement(place ? "li" : "strong");
    row.textContent = line;
    return row;
  }));
}

function rootsAtHand(trusted) {
  const brought = part("roots").value.trim();
  if (!brought) return trusted;
  try {
    const told = JSON.parse(brought);
    if (Array.isArray(told.roots) && told.void) return told;
  } catch { /* said below */ }
  return fail("新的凭据摘要不完整，请整段粘贴");
}

function answer(trusted) {
  try {
    const told = rootsAtHand(trusted);
    const proof = checkPaper(part("proof").value, told, trusted);
    const name = part("name").value;
    if (name && !nameFits(proof, name)) fail("姓名与凭据不符");
    const lines = proof.said.split("\n").filter((line) => !line.startsWith(NAME_LINE));
    show(true, name ? "核验通过，姓名相符。请逐项对照纸上：" : "核验通过。请逐项对照纸上，再填姓名核对：", lines);
  } catch (error) {
    show(false, error.message);
  }
}

const kept = document.getElementById("kept");
if (kept) {
  const trusted = JSON.parse(kept.textContent);
  part("check").addEventListener("submit", (event) => {
    event.preventDefault();
    answer(trusted);
  });
}
