// A file field in our words, which say what was chosen. A photo is made smaller before it travels, and what is too large does not.
"use strict";

const MOST = 10 * 1024 * 1024; // docs/rules.md, "Photos"; workbooks alike
const SIDE = 1600; // what is kept of a photo
const SMALL = 400_000;

// As it is where the browser cannot draw it: the server looks at every file anyway.
async function smaller(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const size = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
    const canvas = Object.assign(document.createElement("canvas"), size);
    const drawn = canvas.getContext("2d");
    drawn.fillStyle = "#fff";
    drawn.fillRect(0, 0, size.width, size.height);
    drawn.drawImage(picture, 0, 0, size.width, size.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.85); });
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: blob.type }) : file;
  } catch {
    return file;
  }
}

const inWords = (bytes) => (bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)}千字节` : `${Math.ceil(bytes / 1_048_576)}兆字节`);

async function chosen(input, show) {
  const before = [...input.files];
  if (before.some((file) => file.type.startsWith("image/") && file.size >= SMALL)) show("正在缩小照片…");
  const files = await Promise.all(before.map(smaller));
  const large = files.find((file) => file.size > MOST);
  const kept = new DataTransfer();
  if (!large) for (const file of files) kept.items.add(file);
  input.files = kept.files;
  if (large) return show(`没有选上：“${large.name}”有${inWords(large.size)}，超过${inWords(MOST)}，请换一个。`);
  const sum = files.length ? `（${inWords(files.reduce((all, file) => all + file.size, 0))}）` : "";
  return show(`${files.length > 1 ? `已选${files.length}张` : files[0]?.name || "未选择"}${sum}`);
}

// The browser's own words for choosing a file are in the browser's language.
function nameFile(input) {
  const box = document.createElement("span");
  const label = document.createElement("label");
  const words = document.createElement("span");
  box.className = "file";
  label.className = "button act-do act-more"; // on the phone, at the desk
  label.htmlFor = input.id;
  label.textContent = input.dataset.file;
  words.setAttribute("role", "status");
  const show = (said) => { words.textContent = said; };
  input.classList.add("sr");
  input.replaceWith(box);
  box.append(input, label, words);
  input.addEventListener("change", () => chosen(input, show));
  show(input.files[0]?.name || "未选择");
}

addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-file]").forEach(nameFile));
