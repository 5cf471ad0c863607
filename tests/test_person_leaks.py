"""Those who may see the place and not its people: superiors, equals and units read no member's name, phone or words.

The planted rows of 金丝雀 hang on one member of 东园社区, whose own superiors and unit then visit everything.
"""

from datetime import date

import pytest

from cocon.venues.desk.venues import VenueAdmin
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.desk.list_sheets import SheetMixin
from orgtree.models import Area, Institution, Post, User
from orgtree.people.services.people import appoint, create_user
from orgtree.scope.models import rows as scope
from orgtree.text.rules.phones import masked_phone
from tests.canaries import CANARY, NAMES, PERSONAL, PHONE
from tests.unit_family import build_family, give_more, kin_but_superiors, superiors
from tests.visits import EVERYTHING, Heard, Visitor, every_visit, heard_by, hold, join, rows_found, signed_in
from tests.walk import text_of
from volunteers.models import FeedbackSheet, Member, ReceivedSheet, ServiceTeam
from volunteers.teams.desk import ServiceTeamAdmin

pytestmark = pytest.mark.django_db
MARKS = (*(f"{CANARY}{word}" for word in PERSONAL), PHONE, masked_phone(PHONE))
# Asking a list by a person that it may not show, and by nobody: what else comes back must be the same.
ORACLES = (
    ("q={name}", "q=查无此人"),
    ("search={name}", "search=查无此人"),
    ("q={phone}", "q=13900000001"),
    ("member={member}", "member=999999"),
)
AS_FILES = ("format=xlsx", "export=xlsx")


def organisation(town, planted):
    """Of the home district, and of the city above it."""
    posts = [(PostKind.ORGANISATION_DEPT, area) for area in (town.district, town.city)]
    return holding("organisation", *posts, home=town.city)


def control(town, planted):
    """Auditor and administrator of district and city in one person, whom nobody would appoint: what any reads, this one does."""
    user = holding("control", home=town.city)
    for kind in (PostKind.AUDITOR, PostKind.SYSTEM_ADMIN):
        for area in (town.district, town.city):
            hold(user, kind, area=area)
    return user


def own_unit(town, planted):
    """Whose member is planted."""
    return holding("own-unit", (PostKind.UNIT_ORG, planted_unit(planted)), home=town.district)


def superior_units(town, planted):
    return superiors(town, build_family(town))


def small_posts(town, planted, family=None):
    """Every post that has little to look at: kin units, a unit of the same community, the department of the planted one.

    The building head sits where the planted rows lie, wider than a building may be: else there would be nothing to find.
    """
    user = kin_but_superiors(town, family or build_family(town))
    school = Institution.objects.create(name="东园小学", kind="public", area=town.east)
    appoint(holder_id=user.pk, kind=PostKind.UNIT_ORG, institution=school, by=None)
    appoint(holder_id=user.pk, kind=PostKind.DEPARTMENT, institution=planted_unit(planted), by=None)
    Post.objects.create(holder=user, kind=PostKind.BUILDING_HEAD, area_id=planted["orgtree.area"])
    return user


def everybody(town, planted) -> Visitor:
    """All of these in one person, and each alone."""
    family = build_family(town)
    people = {make.__name__: make(town, planted) for make in (organisation, control, own_unit)}
    people |= {"superior_units": superiors(town, family), "small_posts": small_posts(town, planted, family)}
    return join(people, town.city)


def holding(account, *posts, home):
    user = create_user(account=account, name="本地人", home=home, by=None)
    for kind, seat in posts:
        appoint(holder_id=user.pk, kind=kind, by=None, **{"area" if isinstance(seat, Area) else "institution": seat})
    return user


def planted_unit(planted) -> Institution:
    return Institution.objects.get(pk=planted["orgtree.institution"])


INSIDERS = {make.__name__: make for make in (organisation, control, own_unit, superior_units, small_posts)}
# What a unit may read: the sheet that its member agreed to and the community delivered, whom it named itself, who sits for it.
DELIVERED = ("/desk/volunteers/receivedsheet/", "/api/v1/feedback/", "/desk/volunteers/unitreportin/", "/u/")


@pytest.fixture
def insider(town, planted):
    """A client signed in as the named person."""
    return lambda name: signed_in(INSIDERS[name](town, planted))


def names_a_person(shown: str) -> bool:
    return any(mark in shown for mark in MARKS)


def planted_words(shown: str) -> set[str]:
    return {word for word in NAMES if f"{CANARY}{word}" in shown}


def answers_by_person(client, url: str, heard: Heard, planted) -> list[str]:
    """The questions of this address that tell something about the planted member, or name them."""
    values = {"name": f"{CANARY}党员", "phone": PHONE, "member": planted["volunteers.member"]}
    found = []
    for question, nobody in ORACLES:
        asked = f"{url}?{question.format(**values)}"
        if not heard.listens(question) or finds_nothing(client, asked):
            continue
        if shown := planted_words(text_of(client.get(asked))) - {"党员"}:
            found += [asked] if shown != planted_words(text_of(client.get(f"{url}?{nobody}"))) else []
    files = [f"{url}?{question}" for question in AS_FILES if heard.listens(question)]
    return found + [asked for asked in files if names_a_person(text_of(client.get(asked)))]


def finds_nothing(client, url: str) -> bool:
    """Whether it is a search of a list of the desk that finds no row: such a page, whoever was sought, need not be drawn."""
    return "?q=" in url and rows_found(client, url) == set()


def persons_read(client, planted, urls) -> list[str]:
    """Those of the addresses that show this visitor a person, and questions to them that tell of one."""
    found = []
    for url in urls:
        heard = heard_by(client, url)
        found += [url] if names_a_person(heard.text) else []
        if heard.reply.status_code == 200 and "?" not in url:
            found += answers_by_person(client, url, heard, planted)
    return found


def read_alone(who: Visitor, planted, urls) -> set[tuple[str, str]]:
    """(part, address or question) for each part of the visitor, where the one person with all posts reads of a person."""
    read = {url.partition("?")[0] for url in persons_read(who.client, planted, urls)}
    again = [url for url in urls if url.partition("?")[0] in read]
    return {(name, url) for name, part in who.parts.items() for url in persons_read(part, planted, again)}


def test_who_may_see_no_persons_reads_none(town, planted, quick_refusals):
    found = read_alone(everybody(town, planted), planted, list(every_visit(planted)))
    delivered = {(name, url) for name, url in found if name == "own_unit" and url.startswith(DELIVERED)}
    assert any(url.startswith(DELIVERED[0]) for _, url in delivered), "the delivered sheet is there to be read"
    assert found == delivered


def test_the_words_about_a_person_stand_in_no_other_row():
    """Else whoever may read that row would seem to read of the person."""
    assert [word for word in PERSONAL if NAMES.count(word) > PERSONAL.count(word)] == []


# --- Negative controls: leaks planted for the walk to find ------------------------------------------------------------


def desk_of(model: str, planted) -> list[str]:
    app = next(app for app in ("volunteers", "cocon", "grids", "assessments") if f"{app}.{model}" in planted)
    return [f"/desk/{app}/{model}/", f"/desk/{app}/{model}/{planted[f'{app}.{model}']}/change/"]


def test_the_walk_finds_rows_about_persons_where_the_gate_asks_for_no_right_to_them(insider, planted, monkeypatch):
    urls = [url for model in ("noshow", "teammember") for url in desk_of(model, planted)]
    client = insider("organisation")
    assert persons_read(client, planted, urls) == []
    monkeypatch.setattr(scope, "post_kinds_reading_persons", scope.post_kinds_with)
    assert set(urls) <= set(persons_read(client, planted, urls))


def test_the_walk_finds_a_name_in_a_row_about_something_else(insider, planted, monkeypatch):
    wish, api = desk_of("wish", planted), f"/api/v1/wishes/{planted['cocon.wish']}/"
    urls = [*wish, *desk_of("serviceteam", planted), "/api/v1/wishes/", api]
    client = insider("organisation")
    assert persons_read(client, planted, urls) == []
    monkeypatch.setattr(scope, "person_fields", lambda model: ())
    assert set(persons_read(client, planted, urls)) == set(urls)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("organisation", PostKind.ORGANISATION_DEPT),
        ("control", PostKind.AUDITOR),
        ("control", PostKind.SYSTEM_ADMIN),
        ("small_posts", PostKind.BUILDING_HEAD),
    ],
)
def test_each_of_them_would_read_members_with_the_right_to(name, kind, insider, planted, monkeypatch):
    """Their seats reach the planted rows: it is the missing right alone that keeps the walk empty."""
    urls, client = ["/api/v1/members/", *desk_of("member", planted)], insider(name)
    assert persons_read(client, planted, urls) == []
    give_more(monkeypatch, kind, "volunteers", P.MEMBER_VIEW)
    assert set(urls) <= set(persons_read(client, planted, urls))


RECEIVED = ["/api/v1/feedback/", "/desk/volunteers/receivedsheet/"]


def test_each_of_the_joined_is_judged_alone(town, planted, monkeypatch):
    """Negative control: what its unit may read of a member, the auditor may not."""
    who = everybody(town, planted)
    assert {name for name, _ in read_alone(who, planted, RECEIVED)} == {"own_unit"}
    give_more(monkeypatch, PostKind.AUDITOR, "volunteers", P.MEMBER_VIEW)
    assert {name for name, _ in read_alone(who, planted, desk_of("member", planted))} == {"control"}


def test_the_department_of_a_unit_would_read_its_sheets_with_the_right_to(insider, planted, monkeypatch):
    client = insider("small_posts")
    assert persons_read(client, planted, RECEIVED) == []
    give_more(monkeypatch, PostKind.DEPARTMENT, "volunteers", P.FEEDBACK_RECEIVE)
    assert set(RECEIVED) <= set(persons_read(client, planted, RECEIVED))


@pytest.mark.parametrize(
    ("name", "astray"), [("superior_units", "unit__superior"), ("small_posts", "unit__subordinates")]
)
def test_the_walk_finds_rows_of_a_unit_that_are_shown_to_its_kin(name, astray, insider, planted, monkeypatch):
    client = insider(name)
    assert persons_read(client, planted, RECEIVED) == []
    for model in (FeedbackSheet, ReceivedSheet):
        monkeypatch.setattr(model, "scope_institution", astray)
    assert set(RECEIVED) <= set(persons_read(client, planted, RECEIVED))


def test_the_walk_finds_a_list_that_tells_whom_a_row_names_by_finding_it(insider, planted, monkeypatch):
    monkeypatch.setattr(ServiceTeamAdmin, "search_fields", ("name", "leader__name"))
    client, urls = insider("organisation"), ["/desk/volunteers/serviceteam/"]
    assert persons_read(client, planted, urls) == []
    monkeypatch.setattr(ServiceTeamAdmin, "get_search_fields", lambda self, request: self.search_fields)
    assert persons_read(client, planted, urls) == [f"{urls[0]}?q={CANARY}党员"]


def test_a_page_is_asked_what_it_listens_to_and_nothing_else(insider, planted):
    """Else the questions would be left out where they are answered."""
    client = insider("organisation")
    lists, form, figures, notices = (
        heard_by(client, url)
        for url in ("/desk/cocon/brand/", "/desk/orgtree/institution/add/", "/api/v1/figures/", "/notices/")
    )
    assert EVERYTHING in lists.words & form.words
    assert lists.listens("q=1")
    assert lists.listens("area__id__exact=1")
    assert not lists.listens("member=1")
    assert client.get("/desk/cocon/brand/?member=1").status_code == 400
    assert form.listens("area=1")
    assert not form.listens("format=xlsx")
    assert figures.listens("area=1")
    assert not figures.listens("member=1")
    assert not notices.listens("q=1")


def test_a_workbook_is_asked_through_its_list_unless_it_takes_rows_of_its_own(insider, planted, monkeypatch):
    client, url = insider("organisation"), "/desk/cocon/venue/sheet/"
    assert heard_by(client, url).reply.status_code == 200
    assert not heard_by(client, url).listens("q=1")
    monkeypatch.setattr(VenueAdmin, "_sheet", lambda self, request, reason: SheetMixin._sheet(self, request, reason))
    assert heard_by(client, url).listens("q=1")


def test_a_row_without_its_persons_is_never_saved(town, planted):
    """Saving it would take the leader from the team."""
    team = ServiceTeam.objects.allowed(town.organisation, P.ACTIVITY_VIEW).get()
    assert team.leader is None
    assert ServiceTeam.objects.allowed(town.secretary, P.ACTIVITY_VIEW).get().leader
    with pytest.raises(TypeError, match="to read, not to save"):
        team.save()


def test_who_holds_two_posts_reads_persons_where_one_of_them_says_so(town, planted):
    appoint(holder_id=town.organisation.pk, kind=PostKind.GRID_WORKER, area=town.west_grid, by=None)
    ServiceTeam.objects.create(
        area=town.west_grid,
        name="西园队",
        kind="general",
        founded_on=date(2026, 1, 1),
        leader=Member.objects.earliest("pk"),
    )
    viewer = User.objects.get(pk=town.organisation.pk)
    leaders = {team.name: team.leader for team in ServiceTeam.objects.allowed(viewer, P.ACTIVITY_VIEW)}
    assert leaders == {f"{CANARY}服务队": None, "西园队": Member.objects.earliest("pk")}
