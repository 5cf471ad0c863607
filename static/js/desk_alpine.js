// The desk's theme with Alpine's build that evaluates nothing (docs/decisions/0077): the components that the theme's templates
// call are named to Alpine, and what they write in place and this build cannot read is said by name.
(() => {
  const OPEN = "sidebarDesktopOpen";

  // What the theme's skeleton writes at the body: which tab is open, and whether the menu is.
  const desk = () => ({
    activeTab: "",
    sidebarMobileOpen: false,
    sidebarDesktopOpen: localStorage.getItem(OPEN) !== "0",
    init() {
      this.activeTab = getCurrentTab() || firstTab(this.$el);
      this.$watch(OPEN, (open) => localStorage.setItem(OPEN, open ? "1" : "0"));
    },
    formAddress() {
      const { pathname, search } = window.location;
      return this.activeTab && this.activeTab !== "general" ? `${pathname}${search}#${this.activeTab}` : pathname + search;
    },
  });

  // The body says in place which tab the server opened: read as text.
  const firstTab = (body) => (body.dataset.deskTab || "").match(/activeTab: '([^']*)'/)?.[1] ?? "";

  const leaveSearch = (event) => {
    const field = event.target;
    if (field.value === "") field.blur();
    else field.value = "";
  };

  const SAID_BY_NAME = [
    ["x-on:click", /^.*localStorage.*$/s, `${OPEN} = !${OPEN}`],
    ["x-bind:action", /^.*window\.location.*$/s, "formAddress()"],
    ["x-on:keydown.escape.prevent", /^.*\$refs\.searchInput\.blur.*$/s, "openSearchResults = false; leaveSearch($$event)"],
    ["x-on:keydown.enter.prevent", /^if \(!\$event\.metaKey && !\$event\.ctrlKey\)/, "$$event.metaKey || $$event.ctrlKey ||"],
  ];

  document.addEventListener("alpine:init", () => {
    const body = document.body;
    body.dataset.deskTab = body.getAttribute("x-data") || "";
    body.setAttribute("x-data", "desk");
    body.removeAttribute("x-init");
    for (const [name, written, said] of SAID_BY_NAME) {
      for (const element of body.querySelectorAll(`[${CSS.escape(name)}]`)) {
        const found = element.getAttribute(name);
        if (written.test(found)) element.setAttribute(name, found.replace(written, said));
      }
    }
    Alpine.data("desk", desk);
    Alpine.data("theme", (first) => theme(first));
    Alpine.data("searchForm", () => searchForm());
    Alpine.data("searchDropdown", () => ({ ...searchDropdown(), leaveSearch }));
    Alpine.data("searchCommand", () => searchCommand());
  });
})();
