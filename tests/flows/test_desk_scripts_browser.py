"""The desk in real Chromium under its policy: no page runs what is not a file of ours, and what the theme moves still moves."""

from tests.flows.test_tree_desk import sign_in

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def watched(page) -> list[str]:
    """What the page complains of from now on, as it comes."""
    told: list[str] = []
    page.add_init_script(WATCH)
    page.on(
        "console", lambda line: told.append(f"{page.url} {line.text}") if line.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
    return told


def test_all(committed_town, desktop):
    import os

    told = watched(desktop)
    for account in os.environ["WALK"].split(","):
        desktop.context.clear_cookies()
        sign_in(desktop, account)
        links = set(
            desktop.eval_on_selector_all(
                "a[href^='/desk/'], a[href^='/papers/']", "all => all.map(a => a.getAttribute('href'))"
            )
        )
        seen = set()
        for depth in range(2):
            nexts = set()
            for link in sorted(links - seen)[:150]:
                seen.add(link)
                if "logout" in link or "xlsx" in link:
                    continue
                try:
                    desktop.goto(link, wait_until="load")
                except Exception as e:
                    print("GOTO", link, str(e)[:100])
                    continue
                found = desktop.eval_on_selector_all(
                    "#changelist a[href^='/desk/'], #result_list th a, a.addlink, a[href$='/add/'], a[href$='/change/']",
                    "all => all.map(a => a.getAttribute('href'))",
                )
                nexts |= {f for f in found[:6] if f and f.startswith("/desk/")}
                if bad := desktop.evaluate("window.refused"):
                    print("CSP", link, bad[:3])
            links = nexts
        print(account, len(seen))
    shapes = {}
    for line in told:
        url, _, words = line.partition(" ")
        shapes.setdefault(words[:300], []).append(url)
    for words, urls in shapes.items():
        print(len(urls), words, urls[:2])
    assert 0
