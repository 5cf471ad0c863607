"""The menu of the desk as one person has it: places, and in each the tabs where their posts have something to do."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from orgtree.declare import Place, registry


@dataclass(frozen=True)
class ShownTab:
    """A tab as it is shown: its address, its words, whether the page on view belongs to it."""

    label: str
    url: str
    position: int
    is_active: bool = False


@dataclass
class ShownPlace:
    """An entry of the menu with the tabs that are open to the viewer, in order; it leads to the first of them."""

    place: Place
    tabs: list[ShownTab] = field(default_factory=list)
    is_active: bool = False

    @property
    def url(self) -> str:
        return self.tabs[0].url


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
    for key, tab in _offered(site, request, to_read=False):
        shown[key].tabs.append(ShownTab(tab.label, tab.url, tab.position, tab.url == here[1]))
    if any(_offered(site, request, to_read=True)):
        url = reverse("admin:reading")
        shown["boards"].tabs.append(ShownTab("查阅", url, 90, url == here[1]))
    for one in shown.values():
        one.tabs.sort(key=lambda tab: tab.position)
        one.is_active = one.place.key == here[0]
    return [one for one in shown.values() if one.tabs]


def lists_to_read(site, request) -> list[ShownPlace]:
    """What the viewer may look at and do nothing with, by place."""
    shown = {place.key: ShownPlace(place) for place in registry.places.values()}
    for key, tab in _offered(site, request, to_read=True):
        shown[key].tabs.append(tab)
    for one in shown.values():
        one.tabs.sort(key=lambda tab: tab.position)
    return [one for one in shown.values() if one.tabs]


def _offered(site, request, *, to_read: bool) -> Iterator[tuple[str, ShownTab]]:
    """(place, tab) of every page and list that is open to the viewer: those to work in, or those only to read."""
    for tab in registry.tabs.values():
        if tab.to_read == to_read and tab.is_open_to(request.user):
            yield tab.place, ShownTab(tab.label, tab.url(), tab.position)
    for model, desk in site._registry.items():
        if desk.tab_position is None or not desk.has_view_permission(request):
            continue
        if desk.offers_work(request) != to_read:
            yield desk.menu_place, ShownTab(model._meta.verbose_name_plural, list_address(model), desk.tab_position)


def list_address(model) -> str:
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")


def _page_on_view(site, request) -> tuple[str, str]:
    """(place, address of its tab) that the page on view belongs to: the longest address that it lies under."""
    home = reverse("admin:index")
    if request.path == home:
        return "home", home
    addresses = {reverse("admin:reading"): "boards"}
    addresses |= {tab.url(): tab.place for tab in registry.tabs.values()}
    addresses |= {list_address(model): desk.menu_place for model, desk in site._registry.items()}
    above = [address for address in addresses if request.path.startswith(address)]
    nearest = max(above, key=len, default="")
    return addresses.get(nearest, ""), nearest
