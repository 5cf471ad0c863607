// Sheets of paper: when all digits of one are typed the next is reached by itself; Enter goes on as well.
"use strict";
const sheets = [...document.querySelectorAll(".survey-sheets input")];
sheets.forEach((input, place) => {
  const next = sheets[place + 1];
  input.addEventListener("input", () => {
    if (next && input.value.length === input.maxLength) next.focus();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !next) return;
    event.preventDefault();
    next.focus();
  });
});
if (sheets.length && !document.querySelector("[autofocus]")) sheets.find((input) => !input.value)?.focus();
