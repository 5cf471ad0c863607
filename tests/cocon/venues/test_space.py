"""Each community against the norms: floor, 四室三站一厅, what was done this year, the circle; every number opens to its rows."""

import io
from datetime import date

import openpyxl
import pytest
from django.utils import timezone

from cocon.models import CommunitySpace, Facility, SpaceNorm
from cocon.venues.choices import FUNCTIONS, FacilityKind
from cocon.venues.services.rooms import save_floor_change
from cocon.venues.services.space import compliance_of, dress_spaces, missing_functions, with_space
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, Figure
from tests.cocon.venues.makers import room, venue
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/cocon/communityspace/"


def text(reply) -> str:
    return reply.content.decode()


@pytest.fixture
def centre(town):
    """东园社区 of 3,000 households in a grid, with 560 square metres, 150 of them added this year."""
    lowest = [area.pk for area in town.east.get_descendants() if area.is_leaf_node()]
    Area.objects.filter(pk__in=lowest).update(households=None)
    Area.objects.filter(pk=lowest[0]).update(households=3_000)
    made = venue(town, m2=410)
    save_floor_change(
        venue=made, kind="added", day=timezone.localdate(), m2=150, note="二楼改建", cost=180_000_00, by=town.clerk
    )
    return made


def dressed(town) -> CommunitySpace:
    rows = list(with_space(CommunitySpace.objects.filter(pk=town.east.pk), timezone.localdate()))
    dress_spaces(rows)
    return rows[0]


def test_the_higher_of_both_norms_counts(town, centre):
    found = compliance_of(town.east, timezone.localdate())
    assert (found.has, found.community, found.by_households, found.lacks) == (560, 400, 900, 340)
    SpaceNorm.objects.create(area=town.district, key="per_hundred", number=15, active_from=date(2026, 1, 1))
    assert compliance_of(town.east, timezone.localdate()).is_met  # 450 by the district's own norm


def test_the_board_judges_as_the_list_does(town, centre):
    """Both by the higher norm; a household more or less, and a norm of the district, are counted anew."""
    district, today = town.district.pk, timezone.localdate()
    period = Period.parse(f"{today.year}")

    def counted() -> int:
        fill_figures(period)
        row = Figure.objects.filter(
            area=district, measure="cocon.up_to_norm", period_start=period.start, period_kind="Y"
        )
        return sum(row.values_list("total", flat=True))

    assert (counted(), compliance_of(town.east, today).is_met) == (0, False)
    SpaceNorm.objects.create(area=town.district, key="per_hundred", number=15, active_from=date(2026, 1, 1))
    assert (counted(), compliance_of(town.east, today).is_met) == (1, True)


def test_floor_in_a_grid_is_the_communitys(town, centre):
    venue(town, name="网格便民大厅", kind="hall", area=town.east_grid, m2=40)
    venue(town, name="网格驿站", kind="station", area=town.east_grid, m2=99)  # no 公共用房
    assert dressed(town).floor == 600


def test_the_list_says_what_is_missing_and_narrows_by_it(town, centre):
    for use in FUNCTIONS[1:]:
        room(town, at=centre, name=use.label, use=use)
    for kind in FacilityKind:
        Facility.objects.create(area=town.east, kind=kind, name=kind.label, since=date(2026, 1, 1))
    desk = signed_in(town.clerk)
    page = text(desk.get(PAGE))
    for words in ("未达标", "党组织办公室", "齐全", "东园社区"):
        assert words in page
    assert "西园社区" not in page

    def is_found(lacks: str) -> bool:
        return f"{PAGE}{town.east.pk}/change/" in text(desk.get(PAGE, {"lacks": lacks}))

    found = {lacks: is_found(lacks) for lacks in ("floor", "functions", "circle")}
    assert found == {"floor": True, "functions": True, "circle": False}
    room(town, at=centre, name="办公室", use=FUNCTIONS[0])
    assert missing_functions(dressed(town)) == []
    assert not is_found("functions")


def test_a_communitys_page_leads_to_its_rows(town, centre):
    lent = room(town, at=centre, use="meeting")
    page = text(signed_in(town.clerk).get(f"{PAGE}{town.east.pk}/change/"))
    for words in ("560平方米", "按3000户应有900平方米", "缺340平方米", "新增150平方米", "结算180,000元"):
        assert words in page
    for address in (f"room/{lent.pk}", f"venue/{centre.pk}", f"floorchange/{centre.floor_changes.first().pk}"):
        assert f"/desk/cocon/{address}/change/" in page
    assert signed_in(town.west_secretary).get(f"{PAGE}{town.east.pk}/change/").status_code in {302, 404}


def test_the_workbook_is_the_list(town, centre):
    reply = signed_in(town.clerk).get(f"{PAGE}sheet/")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content))).active
    headings, row = [[cell.value for cell in sheet[line]] for line in (3, 4)]
    told = dict(zip(headings, row, strict=True))
    assert (told["名称"], told["用房（㎡）"], told["应有（㎡）"], told["还缺（㎡）"]) == (
        "东园社区",
        560,
        900,
        340,
    )
    assert (told["今年新增（㎡）"], told["今年改造（㎡）"]) == (150, 0)


def test_more_communities_cost_no_more_queries(town, centre, django_assert_num_queries):
    rows = list(with_space(CommunitySpace.objects.filter(kind="community"), timezone.localdate()))
    assert len(rows) > 1
    with django_assert_num_queries(3):
        dress_spaces(rows)
