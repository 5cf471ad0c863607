// Words of the search-as-you-type lists, which speak English otherwise. Listens before jQuery does, so that it runs first.
"use strict";
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
