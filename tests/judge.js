// What a page judged in a browser has that is wrong, told in one message (tests/browser.py puts axe in its place).
async ({ within, read, seen }) => {
    const hash = (text) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 7);

    // What lies behind an element: the grounds as far out as they can be seen, and what dims it from anywhere.
    const grounds = new Map([[null, { back: "", dims: "" }]]);
    const ground = (element) => {
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = getComputedStyle(element);
            const outer = ground(element.parentElement);
            const isOpaque = backgroundImage === "none" && !/^rgba|\//.test(backgroundColor);
            const isClear = backgroundImage === "none" && backgroundColor === "rgba(0, 0, 0, 0)";
            const floats = ["static", "relative"].includes(position) ? "" : "floats;";
            const own = isClear ? floats : `${backgroundColor},${backgroundImage};`;
            const dim = [opacity, filter, mixBlendMode].join();
            grounds.set(element, {
                back: isOpaque ? own : own + outer.back,
                dims: (dim === "1,none,normal" ? "" : `${dim};`) + outer.dims,
            });
        }
        return grounds.get(element);
    };
    const written = (element) => {
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        return own.map((node) => node.data).join("").trim() || element.value || element.placeholder || "";
    };
    const isSeen = (element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    };
    // How each piece of writing looks, and a place where it does: two of one look have one contrast. axe passes over single letters
    // and what is switched off.
    const known = new Set(seen);
    const unseen = new Map();
    const root = within ? document.querySelector(within) : document.body;
    for (const element of [root, ...root.querySelectorAll("*")]) {
        if (!written(element) || !isSeen(element)) continue;
        const { color, fontSize, fontWeight, textShadow, webkitTextFillColor } = getComputedStyle(element);
        const isOff = Boolean(element.closest(":disabled, [aria-disabled=true]"));
        const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700); // of WCAG 1.4.3
        const said = [color, webkitTextFillColor, isLarge, textShadow, isOff, written(element).length > 1];
        const { back, dims } = ground(element);
        const look = hash(`${said.join()}|${back}|${dims}`);
        if (!known.has(look)) unseen.set(look, element);
    }

    const sheets = [...document.styleSheets].map((sheet) => sheet.href).join(" ");
    if (!window.axe) { AXE; }
    const options = { resultTypes: ["violations"], preload: !read.includes(sheets) };
    const rules = { "color-contrast": { enabled: false } };
    const { violations } = await axe.run(within || document, { ...options, rules });
    if (unseen.size) {
        const contrast = { ...options, preload: false, runOnly: { type: "rule", values: ["color-contrast"] } };
        violations.push(...(await axe.run({ include: [...new Set(unseen.values())] }, contrast)).violations);
    }
    const found = violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html }));
    const shown = [...unseen.keys()];
    const { scrollWidth, clientWidth } = document.documentElement;
    return { found, sheets, shown, overflow: scrollWidth - clientWidth };
}
