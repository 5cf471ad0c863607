"use strict";
// On a phone the tabs of a place are one line to push sideways: the one on view is brought into it.
document.addEventListener("DOMContentLoaded", () => {
  for (const tabs of document.querySelectorAll(".shell-tabs")) {
    const here = tabs.querySelector("[aria-current]");
    if (here) tabs.scrollLeft = here.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
  }
});
