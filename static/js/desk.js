"use strict";
// On a phone each row of a list is a card of three lines: what holds nothing is marked, so that the style sheet can leave it out, and
// what says nothing without the heading of its column, so that this stands before it.
document.addEventListener("DOMContentLoaded", () => {
  for (const cell of document.querySelectorAll("#result_list td, .inline-related td")) {
    const said = cell.textContent.trim();
    cell.classList.toggle("holds-nothing", /^[—-]$/.test(said));
    cell.classList.toggle("needs-heading", /^(是|否|[\d.,%]{1,7})$/.test(said));
  }
});
// A row of three lines shows whole lines: what lies across its lower edge, or below it, is not drawn. It is read aloud all the same.
function drawWholeLines() {
  const cells = [...document.querySelectorAll("#result_list .data-row > :is(td, th):not(.action-checkbox)")];
  const beyond = cells.map((cell) => cell.offsetTop + cell.offsetHeight > cell.parentElement.clientHeight + 2);
  cells.forEach((cell, place) => cell.classList.toggle("beyond", beyond[place]));
}
window.addEventListener("load", drawWholeLines);
window.addEventListener("resize", drawWholeLines);
// Icons are words of a font: what they say ("chevron_right") is for the eye alone. What has no other name gets one of ours.
const ICON_NAMES = {
  search: "查找", filter_list: "筛选", more_horiz: "更多", more_vert: "更多", close: "关闭", cancel: "取消", add: "新增",
  edit: "修改", visibility: "查看", delete: "删除", menu: "菜单", arrow_circle_up: "升序", arrow_circle_down: "降序",
};
document.addEventListener("DOMContentLoaded", () => {
  for (const icon of document.querySelectorAll(".material-symbols-outlined")) {
    const word = icon.textContent.trim();
    const control = icon.closest("a, button, summary");
    if (control && control.textContent.trim() === word && !control.ariaLabel && !control.title) {
      if (!ICON_NAMES[word]) continue; // better an English name than none
      control.ariaLabel = ICON_NAMES[word];
    }
    icon.setAttribute("aria-hidden", "true");
  }
});
// What is pushed sideways is named after its heading; the theme's script, which runs later, calls each "scrollable content".
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-simplebar]").forEach((part, place) => {
    const heading = part.closest(".inline-group")?.querySelector("h2")?.textContent.trim() || "表格";
    part.dataset.simplebarAriaLabel = `${heading}，第${place + 1}处可滚动`;
  });
});
// Words of the search-as-you-type lists, which speak English otherwise. Listens before jQuery does, so that it runs first.
document.addEventListener("DOMContentLoaded", () => {
  const select2 = window.django && django.jQuery && django.jQuery.fn.select2;
  if (!select2) return;
  select2.defaults.set("language", {
    errorLoading: () => "没有取到结果，请重试",
    inputTooShort: (args) => `请再输入至少${args.minimum - args.input.length}个字`,
    loadingMore: () => "正在加载更多……",
    maximumSelected: (args) => `最多选${args.maximum}项`,
    noResults: () => "没有找到",
    searching: () => "正在查找……",
    removeAllItems: () => "清空",
    removeItem: () => "去掉此项",
    search: () => "查找",
  });
});
// A search-as-you-type list is called by its field's label: while it holds nothing it had no name for screen readers.
function nameLists() {
  for (const list of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = list.labels[0];
    if (!label || !list.nextElementSibling) continue;
    label.id = label.id || `${list.id}_label`;
    for (const box of list.nextElementSibling.querySelectorAll('[role="combobox"], [role="textbox"]')) {
      box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby") || ""}`.trim());
    }
  }
}
// jQuery makes the lists in a queue of its own, sometimes after the page has loaded: ours stands behind them there.
window.addEventListener("load", () => window.django && django.jQuery && django.jQuery(nameLists));
