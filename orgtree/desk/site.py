"""The site of the staff desk: its menu, its home page, and the doors that lead elsewhere.

The menu is made of places (orgtree/desk/menu.py), home of work: `declare.Card`. Nobody sees what their posts do not open.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog
from unfold.sites import UnfoldAdminSite

from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.desk.home import board_area, day_of, month_of
from orgtree.desk.menu import ShownTab, shown_places
from orgtree.scope.rules.grants import GRANTS

SHORT_MENU = 5
# Django's address that looks up any row of any table by its number, and tells by its answer whether it exists.
UNOFFERED = "view_on_site"


DESK_PAGES: dict[str, tuple[str, Callable]] = {}


def desk_page(route: str, name: str) -> Callable:
    """Put a page of our own on the desk at `route`, below its address, behind its sign-in; its name is admin:`name`."""

    def add(page: Callable) -> Callable:
        DESK_PAGES[name] = (route, page)
        return page

    return add


def favicon(request) -> str:
    return static("img/favicon.svg")


def alpine_script(request) -> str:
    """Names the theme's components to the Alpine that evaluates nothing."""
    return static("js/desk_alpine.js")


def script(request) -> str:
    return static("js/desk.js")


def file_script(request) -> str:
    """Names the button of a file in Chinese, as on the phone."""
    return static("js/file.js")


def style(request) -> str:
    """The desk's style sheet, larger where this browser asked for large text."""
    return static("css/desk-large.css" if request.COOKIES.get("large_text") else "css/desk.css")


def shell_style(request) -> str:
    """The style sheet of the frame around every page of staff."""
    return static("css/shell.css")


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
        return [path(route, self.admin_view(page), name=name) for name, (route, page) in DESK_PAGES.items()]

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
        from orgtree.desk.related import ScopedAutocomplete  # admin modules register with this very site

        return ScopedAutocomplete.as_view(admin_site=self)(request)

    # --- Menu --------------------------------------------------------------------------------------------------------

    def get_app_list(self, request, app_label=None):
        return []  # the list of all tables, which no page shows: each page asked for it what the viewer may do with each

    def get_sidebar_list(self, request):
        return []  # the theme's own menu lists tables; ours is made of places: orgtree/desk/menu.py, parts/shell.html

    def _get_colors(self, key, *args):
        return {}  # they are the same on every page: static/css/desk.css, which a browser keeps

    # --- Home --------------------------------------------------------------------------------------------------------

    def index(self, request, extra_context=None):
        return super().index(request, {**self._home(request), **(extra_context or {})})

    def _home(self, request) -> dict:
        user = request.user
        home, street = day_of(user)
        return {
            "today": timezone.localdate(),
            "home": home,
            "street": street,
            "month": month_of(user),
            "board_area": board_area(user),
            "quarter": Period.holding("Q", timezone.localdate()).slug,
            "seats": [(post, GRANTS[post.kind].description) for post in user.live_posts],
            "quick_links": sorted(
                (one for one in registry.quick.values() if user.holds(one.permission)), key=lambda one: one.position
            ),
            "short_menu": self._short_menu(request, is_idle=not (home.mine or street)),
        }

    def _short_menu(self, request, *, is_idle: bool) -> list[ShownTab]:
        """All tabs of those whose menu is short, or for whom nothing waits: a home page is never a dead end."""
        tabs = [tab for one in shown_places(self, request)[1:] for tab in one.tabs]
        return tabs if is_idle or len(tabs) <= SHORT_MENU else []
