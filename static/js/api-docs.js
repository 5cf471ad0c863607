// Swagger UI speaks English only: its own words are replaced as they appear. What the schema says is Chinese already.
(() => {
  const WORDS = new Map(Object.entries({
    "Authorize": "授权", "Available authorizations": "授权方式", "Close": "关闭", "Logout": "退出", "Authorized": "已授权",
    "Parameters": "参数", "No parameters": "无参数", "Name": "名称", "Description": "说明", "Name:": "名称：", "In:": "位置：",
    "Value:": "填写：", "Responses": "响应", "Response": "响应", "Code": "状态码", "Details": "详情", "Links": "链接",
    "No links": "无", "Media type": "格式", "Example Value": "示例", "Schema": "结构", "Schemas": "数据结构",
    "Examples": "示例", "Example": "示例", "Model": "结构", "Try it out": "试用", "Cancel": "取消", "Execute": "发送", "Clear": "清空",
    "Reset": "重置", "Request body": "请求内容", "required": "必填", "Servers": "服务器", "Download": "下载", "Curl": "Curl 命令",
    "Request URL": "请求地址", "Server response": "服务器响应", "Response body": "响应内容",
    "Response headers": "响应头", "Response content type": "响应格式", "Loading...": "正在加载…", "Undocumented": "未说明",
    "Send empty value": "发送空值", "Add string item": "增加一项", "Add item": "增加一项", "Available values": "可选值",
    "Explore": "查看", "Edit Value": "填写", "Examples:": "示例：", "Controls ": "由 ", " header.": " 请求头决定。",
    "token (apiKey)": "令牌（token）", "cookieAuth (apiKey)": "浏览器会话（cookieAuth）", "Copy to clipboard": "复制",
    "(query)": "（查询参数）", "(path)": "（路径参数）", "Collapse operation": "收起", "Expand operation": "展开",
    "authorization button unlocked": "未授权", "authorization button locked": "已授权", "Failed to load API definition.": "接口说明加载失败。",
  }));
  const ATTRIBUTES = ["placeholder", "title", "aria-label"];

  const translateText = (node) => {
    const text = node.nodeValue;
    const word = WORDS.get(text) ?? WORDS.get(text.trim());
    if (word !== undefined && word !== text) node.nodeValue = word;
  };

  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) translateText(walker.currentNode);
    for (const element of [root, ...root.querySelectorAll("*")]) {
      for (const name of ATTRIBUTES) {
        const word = WORDS.get(element.getAttribute(name));
        if (word !== undefined) element.setAttribute(name, word);
      }
    }
    return undefined;
  };

  const page = document.getElementById("swagger-ui");
  translate(page);
  new MutationObserver((changes) => {
    for (const change of changes) {
      change.addedNodes.forEach(translate);
      if (change.type === "characterData") translateText(change.target);
    }
  }).observe(page, { childList: true, characterData: true, subtree: true });
})();
