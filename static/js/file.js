// The browser's own words for choosing a file are in the browser's language; ours say which file was chosen.
function nameFile(input) {
  const box = document.createElement("span");
  const label = document.createElement("label");
  const chosen = document.createElement("span");
  box.className = "file";
  label.className = "button act-do act-more";  // on the phone, at the desk
  label.htmlFor = input.id;
  label.textContent = input.dataset.file;
  chosen.setAttribute("role", "status");
  const show = () => { chosen.textContent = input.files.length > 1 ? `已选${input.files.length}张` : input.files[0]?.name || "未选择"; };
  input.classList.add("sr");
  input.replaceWith(box);
  box.append(input, label, chosen);
  input.addEventListener("change", show);
  show();
}

addEventListener("DOMContentLoaded", () => document.querySelectorAll("input[data-file]").forEach(nameFile));
