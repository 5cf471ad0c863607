"""The menu of the desk as one person has it: places, and in each the tabs where their posts have something to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar

from django.urls import reverse

from orgtree.declare import Place, Tab, registry

Page = TypeVar("Page", bound=Callable)


@dataclass(frozen=True)
class ShownTab:
    """A tab as it is shown: its address, its words, whether the page on view belongs to it, the tab that it stands below."""

    label: str
    url: str
    position: int
    is_active: bool = False
    group: str = ""


@dataclass
class ShownPlace:
    """An entry of the menu with the tabs that are open to the viewer, in order; it leads to the first of them.

    `group` is the one that the page on view belongs to.
    """

    place: Place
    tabs: list[ShownTab] = field(default_factory=list)
    is_active: bool = False
    group: str = ""

    @property
    def url(self) -> str:
        return self.tabs[0].url

    @property
    def row(self) -> list[ShownTab]:
        """The tabs in their row: one for each group, where its first list stands, which is the page that it opens."""
        shown: dict[str, ShownTab] = {}
        for tab in self.tabs:
            heading = tab.group and replace(tab, label=tab.group, is_active=tab.group == self.group)
            shown.setdefault(tab.group or tab.url, heading or tab)
        return list(shown.values())

    @property
    def below(self) -> list[ShownTab]:
        """The lists of the group on view; [] where it is only one."""
        below = [tab for tab in self.tabs if tab.group and tab.group == self.group]
        return below if len(below) > 1 else []


def shown_places(site, request) -> list[ShownPlace]:
    """The viewer's menu, worked out once per request; asks no database."""
    known = request.__dict__.get("_shown_places")
    if known is None:
        known = request.__dict__["_shown_places"] = _places(site, request)
    return known


def _places(site, request) -> list[ShownPlace]:
    here = _page_on_view(site, request)
    shown = {place.key: ShownPlace(place) for place in sorted(registry.places.values(), key=lambda one: one.position)}
    shown["home"].tabs.append(ShownTab(registry.places["home"].label, reverse("admin:index"), 0))
    offered = list(_offered(site, request))
    for key, tab, to_read in offered:
        if not to_read:
            shown[key].tabs.append(replace(tab, is_active=True) if tab.url == here.url else tab)
    if any(to_read for *_, to_read in offered):
        url = reverse("admin:reading")
        shown["boards"].tabs.append(ShownTab("查阅", url, 90, url == here.url))
    for one in shown.values():
        one.tabs.sort(key=lambda tab: tab.position)
        one.is_active, one.group = one.place.key == here.place, here.group
    return [one for one in shown.values() if one.tabs]


def lists_to_read(site, request) -> list[ShownPlace]:
    """What the viewer may look at and do nothing with, by place."""
    shown = {place.key: ShownPlace(place) for place in registry.places.values()}
    for key, tab, to_read in _offered(site, request):
        if to_read:
            shown[key].tabs.append(tab)
    for one in shown.values():
        one.tabs.sort(key=lambda tab: tab.position)
    return [one for one in shown.values() if one.tabs]


def _offered(site, request) -> Iterator[tuple[str, ShownTab, bool]]:
    """(place, tab, whether it is only to read) of every page and list that is open to the viewer."""
    for tab in registry.tabs.values():
        if tab.is_open_to(request.user):
            yield tab.place, shown_tab(tab), tab.to_read
    for desk in site._registry.values():
        if desk.tab_position is not None and desk.has_view_permission(request):
            yield desk.menu_place, shown_list(desk), not desk.offers_work(request)


# Kept, for a process serves below one prefix and every page asks for all of them.


@cache
def list_address(model) -> str:
    """The address of a model's list."""
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


@cache
def shown_tab(tab: Tab) -> ShownTab:
    """A page that is a tab, as long as it is not on view."""
    return ShownTab(tab.label, tab.url(), tab.position, group=tab.group)


@cache
def shown_list(desk) -> ShownTab:
    """The same of a list."""
    return ShownTab(desk.opts.verbose_name_plural, list_address(desk.model), desk.tab_position, group=desk.tab_group)


@dataclass(frozen=True)
class Here:
    """Where a page stands in the menu: the place, the group of tabs, the address of its tab."""

    place: str = ""
    group: str = ""
    url: str = ""


def stands_at(model) -> Callable[[Page], Page]:
    """Decorator: a page whose address lies under no tab's stands in the menu where the model's list does. Outermost, for the menu asks the view."""

    def mark(page: Page) -> Page:
        page.stands_at = model
        return page

    return mark


def _page_on_view(site, request) -> Here:
    """What the page on view belongs to: the longest address that it lies under, else the list that it says it stands at."""
    home = reverse("admin:index")
    if request.path == home:
        return Here("home", url=home)
    known = [("boards", "", reverse("admin:reading"))]
    known += ((tab.place, tab.group, shown_tab(tab).url) for tab in registry.tabs.values())
    known += ((desk.menu_place, desk.tab_group, list_address(model)) for model, desk in site._registry.items())
    above = (Here(*one) for one in known if request.path.startswith(one[-1]))
    return max(above, key=lambda one: len(one.url), default=None) or _where_it_says(site, request)


def _where_it_says(site, request) -> Here:
    """Where the list stands that the view names with `stands_at`; nowhere for one that names none."""
    view = getattr(request.resolver_match, "func", None)
    desk = site._registry.get(getattr(view, "stands_at", None))
    return Here(desk.menu_place, desk.tab_group, list_address(desk.model)) if desk else Here()
