"""The site of the staff desk: its menu, its home page, and the doors that lead elsewhere.

Menu and home are collected: lists from the admin classes that name a `menu_group`, pages from `declare.Link`,
work from `declare.Card`. Nobody sees an entry that their posts do not open.
"""

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog
from unfold.sites import UnfoldAdminSite

from orgtree.declare import registry
from orgtree.rules.grants import GRANTS

MENU_GROUPS = ("日常工作", "报到与服务", "积分", "组织架构", "字典", "账号与审计")
SHORT_MENU = 5
# Django's address that looks up any row of any table by its number, and tells by its answer whether it exists.
UNOFFERED = "view_on_site"


def favicon(request) -> str:
    return static("img/favicon.svg")


def script(request) -> str:
    return static("js/desk.js")


def style(request) -> str:
    """The desk's style sheet, larger where this browser asked for large text."""
    return static("css/desk-large.css" if request.COOKIES.get("large_text") == "1" else "css/desk.css")


class DeskSite(UnfoldAdminSite):
    """unfold's site with our doors, our menu and a home page of work."""

    final_catch_all_view = False
    index_title = "工作台"
    empty_value_display = "—"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only our own pages stand on the desk: those that packages bring know nothing of posts and areas."""
        if getattr(admin_class, "is_for_the_desk", False):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self):
        return [url for url in super().get_urls() if getattr(url, "name", None) != UNOFFERED]

    def extra_urls(self):
        from orgtree.admin.audit import audit_page, grants_page  # admin modules register with this very site
        from orgtree.admin.notices import notices_page
        from orgtree.admin.undoing import undo_page

        return [
            path("audit/", self.admin_view(audit_page), name="audit"),
            path("notices/", self.admin_view(notices_page), name="notices"),
            path("undo/", self.admin_view(undo_page), name="undo"),
            path("grants/", self.admin_view(grants_page), name="grants"),
        ]

    # --- Doors: one way in, one way out, one place to change a password ------------------------------------------------

    def login(self, request, extra_context=None):
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index")), settings.LOGIN_URL)

    def logout(self, request, extra_context=None):
        return redirect("home")

    def password_change(self, request, extra_context=None):
        return redirect("password")

    def i18n_javascript(self, request, extra_context=None):
        return JavaScriptCatalog.as_view(packages=["django.contrib.admin", "config"])(request)  # ours last: it wins

    def app_index(self, request, app_label, extra_context=None):
        return redirect("admin:index")  # breadcrumbs lead here; the menu is the list of an app's pages

    def autocomplete_view(self, request):
        from orgtree.admin.related import ScopedAutocomplete  # admin modules register with this very site

        return ScopedAutocomplete.as_view(admin_site=self)(request)

    # --- Menu --------------------------------------------------------------------------------------------------------

    def get_sidebar_list(self, request):
        groups = {name: [] for name in MENU_GROUPS}
        for group, item in self._menu_items(request):
            groups.setdefault(group, []).append(item)
        home = self._item(request, "工作台", "home", reverse("admin:index"))
        return [
            {"title": None, "items": [home]},
            *({"title": name, "items": items} for name, items in groups.items() if items),
        ]

    def _menu_items(self, request):
        """(group, item) for every list and page that the viewer may open."""
        for link in registry.links.values():
            if link.is_open_to(request.user):
                yield link.group, self._item(request, link.label, link.icon, link.url())
        for model, model_admin in sorted(self._registry.items(), key=lambda pair: pair[1].menu_position):
            group = model_admin.menu_group
            if group and model_admin.has_view_permission(request):
                meta = model._meta
                address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
                yield group, self._item(request, meta.verbose_name_plural, model_admin.menu_icon, address)

    def _item(self, request, title, icon, link):
        at_home = link == reverse("admin:index")
        active = request.path == link if at_home else request.path.startswith(link)
        return {"title": title, "icon": icon, "link": link, "active": active, "has_permission": True}

    # --- Home --------------------------------------------------------------------------------------------------------

    def index(self, request, extra_context=None):
        return super().index(request, {**self._home(request), **(extra_context or {})})

    def _home(self, request) -> dict:
        user = request.user
        return {
            "today": timezone.localdate(),
            "cards": waiting_cards(user),
            "seats": [(post, GRANTS[post.kind].description) for post in user.live_posts],
            "quick_links": self._quick_links(request),
        }

    def _quick_links(self, request) -> list[dict]:
        """The pages marked as quick; for those whose menu is short, all of it: a home page is never a dead end."""
        menu = [item for _, item in sorted(self._menu_items(request), key=lambda entry: MENU_GROUPS.index(entry[0]))]
        if len(menu) <= SHORT_MENU:
            return menu
        quick = {link.url() for link in registry.links.values() if link.quick and link.is_open_to(request.user)}
        return [item for item in menu if item["link"] in quick]


def waiting_cards(user) -> list[dict]:
    """Work that waits for this person: count, what it is, where to do it; cards with nothing in them are left out."""
    cards = (card for card in registry.cards.values() if user.holds(card.permission))
    counted = ((card, card.count(user)) for card in cards)
    return [{"card": card, "count": count, "url": card.url(user)} for card, count in counted if count]
