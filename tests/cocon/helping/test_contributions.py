"""Money and goods of units besides their pairs: entered by either side, once, to the fen; void they count no more."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from cocon.helping.services.contributions import contribution_acts
from cocon.models import Contribution
from orgtree.acts import make, perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from tests.api import Api, assert_error
from tests.cocon.helping.makers import contributed, engaged, given, organisation, paired, unit, with_pairing
from tests.cocon.units.makers import clerk_of, unit_of
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
NEW = "/u/contributions/new/"


@pytest.fixture
def clerk(town):
    return clerk_of(with_pairing(town, unit(town)))


def test_a_unit_enters_what_it_gave_on_its_own_page(town, clerk):
    client = signed_in(clerk)
    assert "投入资金物资" in client.get("/u/").content.decode()
    assert NEW in client.get("/u/contributions/").content.decode()
    said = {
        "unit": unit(town).pk,
        "area": town.east.pk,
        "kind": "goods",
        "yuan": "300.50",
        "words": "送来桌椅",
        "day": "",
    }
    reply = client.post(NEW, said | {"words": "送给张大爷"})
    assert "像是有姓名" in reply.content.decode()
    for _ in range(2):  # pressed twice it is one
        assert client.post(NEW, said).status_code == 302
    row = Contribution.objects.get()
    assert (row.fen, row.day, row.by) == (30_050, timezone.localdate(), clerk)
    assert "1笔，300.5元" in client.get("/u/").content.decode()
    assert "1笔，300.5元" in client.get(f"/u/year/{row.day.year}/").content.decode()
    other = signed_in(clerk_of(unit_of(town, "第二小学")))
    assert other.get(f"/u/contributions/{row.pk}/").status_code == 404


def test_only_to_communities_of_its_own(town, clerk):
    said = {"unit": unit(town), "kind": "money", "yuan": Decimal("1"), "words": "照明"}
    with refused("not_found", "area"):
        make(contribution_acts, "give", by=clerk, area=town.west, **said)
    with refused("not_found", "unit"):
        make(contribution_acts, "give", by=clerk, area=town.east, **said | {"unit": unit_of(town, "第二小学")})
    with refused("not_found", "area"):
        contributed(town, by=town.west_secretary)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("field", "changes"),
    [("yuan", {"yuan": Decimal("0")}), ("day", {"day": timezone.localdate() + timedelta(days=2)})],
)
def test_nothing_and_what_is_still_to_come_are_refused_at_their_field(town, field, changes):
    with refused(field, field):
        contributed(town, **changes)


def counted(key: str) -> Decimal | int:
    window = Window(Period("M", timezone.localdate().replace(day=1)), timezone.now() + timedelta(minutes=1))
    measure = registry.figures[f"cocon.{key}"]
    rows = measure.counted(window)
    return sum(row.yuan for row in rows) if measure.value else rows.count()


def test_the_published_sum_is_that_of_pairs_and_of_what_was_given_besides(town):
    given(town, pair=paired(town), kind="money", yuan=Decimal("99.99"), words="资助医疗费")
    contributed(town)
    wrong = contributed(town, words="登记错了")
    perform_one(contribution_acts, "void", pk=wrong.pk, by=town.secretary, reason="wrong")
    assert (counted("help_funds"), counted("contributed")) == (Decimal("99.99"), Decimal("800.50"))
    published = registry.figures["cocon.funds_and_goods_wan"]
    assert published.formula(*(counted(part.removeprefix("cocon.")) for part in published.parts)) == Decimal("0.090049")


def test_an_organisation_at_work_in_two_places_counts_once_and_is_seen_in_both(town):
    for area in (town.east, town.west):
        engaged(town, area=area, organisation=organisation(town), by=town.street_secretary)
    assert (counted("social_organisations"), counted("engagements")) == (1, 2)


def test_programs_read_and_void_it(town):
    row = contributed(town)
    api = Api(town.secretary, scopes=[P.COCON_VIEW, P.COCON_MANAGE])
    [read] = api.get(f"contributions/?unit={row.unit_id}").json()["results"]
    assert (read["fen"], read["kind"], read["words"]) == (80_050, "money", "楼道照明改造")
    assert api.post(f"contributions/{row.pk}/void/", {"reason": "twice"}).json()["state"] == "void"
    assert_error(Api(town.west_secretary).get(f"contributions/{row.pk}/"), 404, "not_found")
