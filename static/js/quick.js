// Short ways on a form: a tap fills the fields that it names (data-<field>="value"); all of them can be changed afterwards.
"use strict";

for (const part of document.querySelectorAll("[data-quick]")) {
  const form = part.closest("form");
  part.hidden = false;
  part.addEventListener("click", (event) => {
    const way = event.target.closest("button");
    if (!way) return;
    for (const [name, value] of Object.entries(way.dataset)) {
      const field = form.elements[name === "servedon" ? "served_on" : name];
      if (!field || (name === "note" && field.value)) continue;
      field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const other of way.parentElement.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === way));
  });
}
