"""A unit's year: what the platform knows stands there by itself, the words are entered once, the sheet has both."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from cocon.declare import facts_of_year
from cocon.meetings.services.attendance import attendance_acts
from cocon.models import AgendaItem, Attendance, UnitYear, Wish
from cocon.units.services.profiles import keep_profile
from cocon.units.services.years import keep_year
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.people.services.people import appoint, create_user
from tests.api import Api, assert_error
from tests.cocon.agreements import makers as agreements
from tests.cocon.covenants import makers as covenants
from tests.cocon.helping import makers as helping
from tests.cocon.meetings.makers import called, recorded, step
from tests.cocon.needs import world
from tests.cocon.projects import world as projects
from tests.cocon.venues import makers as venues
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
SAID = {"done": "开展义诊十二场", "problems": "人手不足", "plans": "每月一次"}


@pytest.fixture
def around(town) -> world.Around:
    return world.paired_unit(town, name="城关小学")


def text_of(reply) -> str:
    document = Document(BytesIO(reply.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def this_year() -> int:
    return timezone.localdate().year


def test_what_is_known_is_not_asked_for_and_words_are_asked_for_once(town, around):
    year, page = this_year(), signed_in(around.clerk)
    assert "东园社区" in page.get(f"/u/year/{year}/").content.decode()
    assert page.post(f"/u/year/{year}/", SAID).status_code == 302
    assert "开展义诊十二场" in page.get(f"/u/year/{year}/").content.decode()
    assert page.post(f"/u/year/{year}/", SAID | {"plans": "每周一次"}).status_code == 302
    assert UnitYear.objects.get().plans == "每周一次"
    told = text_of(page.get(f"/u/year/{year}/sheet.docx"))
    for words in ("结对社区", "东园社区", "开展义诊十二场", "每周一次"):
        assert words in told
    assert f"/u/year/{year}/" in page.get("/u/").content.decode()


def test_a_year_to_come_and_the_words_of_others_are_nobodys(town, around):
    other = world.unit_with_clerk(town, "erxiao", "第二小学")
    assert signed_in(around.clerk).get(f"/u/year/{this_year() + 1}/").status_code == 404
    keep_year(unit=around.unit, year=this_year(), by=around.clerk, **SAID)
    assert "义诊" not in signed_in(other.clerk).get(f"/u/year/{this_year()}/").content.decode()
    with refused("not_found", "unit"):
        keep_year(unit=around.unit, year=this_year(), by=other.clerk, **SAID)
    assert signed_in(town.secretary).get(f"/u/year/{this_year()}/").status_code == 404


def in_january() -> datetime:
    """A day that lies in the year in which the test runs, in every place's time."""
    return timezone.localtime().replace(month=1, day=5)


def held_meeting(town, *, state: str = "") -> Attendance:
    """A meeting that is over, to which the school was invited; whoever was said to be excused or there is."""
    meeting = called(town)
    row = Attendance.objects.filter(meeting=meeting).latest("pk")
    Attendance.objects.filter(meeting=meeting).exclude(pk=row.pk).delete()
    if state == "excused":
        perform_one(attendance_acts, "stay_away", pk=row.pk, by=town.secretary, reason="出差在外")
    step(town, meeting, "start")
    if state == "present":
        perform_one(attendance_acts, "come", pk=row.pk, by=town.secretary)
    item = added_while_running(town, meeting)
    recorded(town, item, "information")
    step(town, meeting, "close")
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=in_january() + timedelta(minutes=meeting.pk))
    return Attendance.objects.get(pk=row.pk)


def added_while_running(town, meeting):
    return AgendaItem.objects.create(meeting=meeting, title="通报", position=1)


def test_excused_absence_costs_nothing_and_each_point_opens_to_its_meeting(town, around):
    """Acceptance C23, the facts: the score itself is the assessments'."""
    rows = [held_meeting(town, state=state) for state in ("present", "excused", "", "")]
    assert [row.state for row in rows] == ["present", "excused", "absent", "absent"]
    facts = facts_of_year(rows[0].institution, this_year())
    assert ("会议", "应到4人次，实到1人次，请假1人次，缺席2人次", "") in facts
    opened = {address: words for heading, words, address in facts if heading == "参加会议"}
    assert set(opened) == {f"/u/meetings/{row.pk}/" for row in rows}
    assert sum("缺席" in words for words in opened.values()) == 2
    clerk = create_user(account="wenshu", name="文书", password=None, home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=rows[0].institution, by=None)
    page = signed_in(clerk)
    for address in opened:
        assert page.get(address).status_code == 200


def test_every_subject_tells_what_it_has_of_the_year(town, around):
    today, unit = timezone.localdate(), around.unit
    projects.accepted(town, projects.begun(town))  # done by the community: no fact of the unit's
    ours = projects.accepted(town, projects.begun(town, title="路灯认养", yuan=20))
    type(ours).objects.filter(pk=ours.pk).update(unit=unit)
    venues.venue(town, name="校内操场", kind="other", unit=unit, since=today.replace(month=1, day=1))
    pair = helping.paired(town, unit=unit, since=today)
    helping.given(town, pair=pair)
    helping.given(town, pair=pair, kind="money", yuan=300)
    promise = covenants.entered(town, unit=unit, since=today)
    covenants.recognised(town, covenant=promise)
    agreement = agreements.signed(town, unit=unit)
    now = timezone.now()
    ends = {"claimed_at": now, "due_on": today, "fulfilled_at": now, "closed_at": now, "closed_by": town.clerk}
    begin = {"area": town.east, "need": "夜里看不清", "kind": "repair", "entered_by": town.clerk, "entered_at": now}
    Wish.objects.create(title="换灯泡", state="closed", unit=unit, **begin, **ends)
    facts = facts_of_year(unit, today.year)
    assert {heading for heading, _, _ in facts} >= {
        "完成的共建项目",
        "开放的阵地",
        "结对帮扶",
        "共建承诺",
        "共建协议",
        "实现的微心愿",
    }
    words = "\n".join(told for _, told, _ in facts)
    assert "路灯认养" in words
    assert "楼道照明改造" not in words
    assert "1对，走访1次，资金物资300元" in words
    assert "1次认可" in words
    assert f"东园社区　{agreement.since}至{agreement.until}　履行中" in words
    page = signed_in(around.clerk)
    for _, _, address in facts:
        assert not address or page.get(address).status_code == 200, address
    assert not {"结对帮扶", "实现的微心愿"} & {heading for heading, _, _ in facts_of_year(unit, today.year - 1)}


def test_a_social_organisation_finds_its_sessions_by_where_it_works(town):
    session = helping.served(town, engagement=helping.engaged(town, since=timezone.localdate()))
    told = ("社工服务", f"东园社区　1次，服务{session.heads}人次", "")
    assert told in facts_of_year(session.engagement.organisation, session.day.year)


def test_the_desk_and_programs_read_what_units_say_of_their_years(town, around):
    keep_year(unit=around.unit, year=this_year(), by=around.clerk, **SAID)
    row = UnitYear.objects.get()
    for user, sees in ((around.clerk, True), (town.secretary, True), (town.street_secretary, True)):
        page = signed_in(user).get(f"/desk/cocon/unityear/{row.pk}/change/")
        assert ("开展义诊十二场" in page.content.decode()) is sees, user
        [read] = Api(user, scopes=[P.COCON_VIEW]).get("unit-years/").json()["results"]
        assert (read["unit"]["name"], read["year"], read["plans"]) == ("城关小学", this_year(), "每月一次")
    unpaired = Api(town.west_secretary, scopes=[P.COCON_VIEW])
    assert unpaired.get("unit-years/").json()["results"] == []
    assert_error(unpaired.get(f"unit-years/{row.pk}/"), 404, "not_found")


def test_programs_read_what_units_bring(town, around):
    profile = keep_profile(unit=around.unit, system="education", matters=[], offers="礼堂", by=around.clerk)
    [read] = Api(town.secretary, scopes=[P.COCON_VIEW]).get("unit-profiles/?system=education").json()["results"]
    assert (read["unit"]["name"], read["system_label"], read["offers"]) == ("城关小学", "教育", "礼堂")
    unpaired = Api(town.west_secretary, scopes=[P.COCON_VIEW])
    assert_error(unpaired.get(f"unit-profiles/{profile.pk}/"), 404, "not_found")
