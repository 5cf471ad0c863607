"""What is typed into a form, and the four ways to lose it: a session that ends, no network, larger letters, and going away and back."""

import re
from dataclasses import dataclass
from html import unescape

from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Page

from orgtree.web.sessions import SessionStore
from tests.browser import sign_in

WORDS = "写了一半的话"
# The first field of each form of a page in which a person types words; folded parts are opened first.
FIELDS = """() => {
  document.querySelectorAll('main details').forEach((part) => { part.open = true; });
  const forms = [...document.querySelectorAll('main form[method="post"]:not([data-no-draft], [role="search"])')];
  return forms.filter((form) => !form.querySelector('[type="password"]')).map((form) => {
    const fields = [...form.querySelectorAll('textarea[name], input[type="text"][name]')];
    const field = fields.find((one) => one.offsetParent && !one.readOnly && !one.disabled && !(one.maxLength > -1 && one.maxLength < 6));
    return field && [form.getAttribute('action') || '', field.name];
  }).filter(Boolean);
}"""
READ = """([action, name]) => [...document.querySelectorAll('main form')]
  .filter((form) => (form.getAttribute('action') || '') === action).map((form) => form.elements[name]?.value).find((value) => value !== undefined)"""
FILL = """([action, name, words]) => {
  const form = [...document.querySelectorAll('main form')].find((one) => (one.getAttribute('action') || '') === action && one.elements[name]);
  const field = form.elements[name];
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}"""
SEND = """([action, name]) => {
  const form = [...document.querySelectorAll('main form')].find((one) => (one.getAttribute('action') || '') === action && one.elements[name]);
  (form.querySelector('button:not([type="button"]), input[type="submit"]'))?.click();
}"""


def written_in(text: str) -> list[str]:
    """The `action` of each form of the page in which somebody writes and whose draft is kept ("": the page itself)."""
    main = re.search(r"<main\b.*</main>", text, re.DOTALL)
    forms = re.findall(r"<form\b([^>]*)>(.*?)</form>", main[0] if main else "", re.DOTALL)
    kept = [
        (said, inside)
        for said, inside in forms
        if 'method="post"' in said and not re.search("data-no-draft|search", said)
    ]
    actions = [re.search(r'action="([^"]*)"', said) for said, inside in kept if "<textarea" in inside]
    return [unescape(action[1]) if action else "" for action in actions]


@dataclass
class Walk:
    """One device with one person on it; `account` is None for a resident."""

    page: Page
    account: str | None
    home: str

    def open(self, url: str) -> None:
        self.page.goto(url, wait_until="load")

    def forms_of(self, url: str) -> list[list[str]]:
        """[where it goes, the field that is typed into] of each form of the page."""
        self.open(url)
        return self.page.evaluate(FIELDS)

    def lost(self, url: str, form: list[str]) -> list[str]:
        """The ways in which what was typed is gone."""
        ways = {"session": self.session_ends, "network": self.network_goes, "letters": self.larger, "back": self.away}
        found = []
        for name, way in ways.items():
            if name == "session" and self.account is None:
                continue
            self.start_anew(url)
            self.page.evaluate(FILL, [*form, WORDS])
            way(url, form)
            if not self.is_back(form):
                found.append(f"{url} {form[1]}: {name}")
        return found

    def is_back(self, form: list[str]) -> bool:
        """Drafts come a moment after the page."""
        try:
            self.page.wait_for_function(f"(form) => ({READ})(form) === '{WORDS}'", arg=form, timeout=4000)
        except Error:
            return False
        return True

    def start_anew(self, url: str) -> None:
        self.open(url)
        self.page.evaluate("sessionStorage.clear(); localStorage.clear()")
        self.open(url)

    def session_ends(self, url: str, form: list[str]) -> None:
        for session in Session.objects.all():
            SessionStore(session.session_key).delete()
        self.open(url)  # the sign-in page, where it says that the words are kept
        sign_in(self.page, self.account)
        self.open(url)

    def network_goes(self, url: str, form: list[str]) -> None:
        self.page.context.set_offline(True)
        self.page.evaluate(SEND, form)
        self.page.wait_for_timeout(300)
        self.page.context.set_offline(False)
        self.open(url)

    def larger(self, url: str, form: list[str]) -> None:
        button = self.page.locator("form.text-size button")
        if button.count():
            button.first.click()
            self.page.wait_for_load_state()
        else:
            self.page.reload()

    def away(self, url: str, form: list[str]) -> None:
        self.open(self.home)
        self.page.go_back(wait_until="load")
