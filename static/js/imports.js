// The browser's own words for choosing a file are in the browser's language; ours are Chinese and say which file was chosen.
for (const input of document.querySelectorAll("input[type=file]")) {
  const box = document.createElement("span");
  const label = document.createElement("label");
  const chosen = document.createElement("span");
  box.className = "import-file";
  label.className = "button";
  label.htmlFor = input.id;
  label.textContent = "选择文件";
  chosen.setAttribute("aria-live", "polite");
  const show = () => { chosen.textContent = input.files[0]?.name || "未选择"; };
  input.addEventListener("change", show);
  input.replaceWith(box);
  box.append(input, label, chosen);
  show();
}
