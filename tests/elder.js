// What of a page in 长辈版 falls short of 移动互联网应用（APP）适老化通用设计规范: letters of 18 px, lines of 1.3, 60 px to press.
() => {
    const found = [];
    const say = (what, element) => found.push(`${what}: ${(element.textContent || element.value || "").trim().slice(0, 20)}`);
    const isSeen = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    for (const element of document.body.querySelectorAll("*")) {
        if (!isSeen(element) || element.closest(".sr, .skip, .skip-link")) continue;
        const { fontSize, lineHeight, display } = getComputedStyle(element);
        const size = parseFloat(fontSize), line = parseFloat(lineHeight);
        if ([...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
            if (size < 18) say("letters", element);
            if (line / size < 1.29) say("lines", element);
        }
        const pressed = element.matches("a[href], button, select, summary, textarea, input:not([type=hidden])");
        if (!pressed || display === "inline" || element.matches("a.inline")) continue; // within a sentence
        const label = element.matches("[type=checkbox], [type=radio], [type=file]") && element.labels?.[0];
        const { width, height } = (label || element).getBoundingClientRect();
        if (Math.min(width, height) < 43.5 || Math.max(width, height) < 59.5 || (!label && height < 59.5)) say("to press", element);
    }
    const top = document.querySelector(".top");
    if (top && top.getBoundingClientRect().height > 96) say("header", top);
    return found;
}
