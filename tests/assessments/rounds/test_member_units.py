"""大党委成员单位考核 (C23): points come from the unit's year, each opened to its meeting; who was excused loses nothing."""

from datetime import datetime
from decimal import Decimal as D

import pytest
from django.utils import timezone

from assessments.models import RoundFact, RoundSubject, SubjectExtra
from assessments.rounds.services.extras import extras_of
from assessments.rounds.services.facts import scores_of_figures
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.unit_facts import FACTS
from assessments.schemes.choices import Level, RoundKind
from assessments.schemes.rules.tables import BandValue, check_bands
from cocon.meetings.choices import MeetingState, Presence, TopicState
from cocon.models import Attendance, Meeting, Topic
from orgtree.acts import make
from orgtree.models import Institution
from tests.assessments.rounds import world
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office
from tests.cocon.meetings.makers import attendance, prepared, step

pytestmark = pytest.mark.django_db

YEAR = world.YEAR


def met(town, month: int, state: str) -> Attendance:
    """A meeting of that month, closed, to which the school came or not."""
    meeting = step(town, prepared(town), "call")
    row = attendance(meeting)
    at = datetime(YEAR, month, 5, 9, tzinfo=timezone.get_current_timezone())
    Meeting.objects.filter(pk=meeting.pk).update(
        state=MeetingState.CLOSED, starts_at=at, closed_at=at, closed_by=town.secretary
    )
    Attendance.objects.filter(meeting=meeting, institution=row.institution).update(state=state)
    return row


def opened(town) -> RoundSubject:
    """The school in an opened round of member units."""
    row = make(
        round_acts,
        "begin",
        by=office(town),
        **world.said(town, schemes.default(RoundKind.UNITS, Level.UNIT)),
    ).row
    for user in (town.organisation, office(town), office(town, "2")):
        world.on_panel(town, row, user)
    world.do("open", row, office(town))
    return RoundSubject.objects.get(round=row)


def counted(subject: RoundSubject) -> dict[str, tuple]:
    return {row.extra.code: (row.times, row.document) for row in SubjectExtra.objects.filter(subject=subject)}


def test_c23_two_unexplained_absences_cost_and_the_excused_one_does_not(town):
    unit = met(town, 3, Presence.ABSENT).institution
    met(town, 6, Presence.ABSENT)
    met(town, 9, Presence.EXCUSED)
    met(town, 11, Presence.PRESENT)
    Topic.objects.create(
        area=town.east,
        title="晾晒区改造",
        source="unit",
        institution=unit,
        proposed_by=town.secretary,
        proposed_at=datetime(YEAR, 4, 1, tzinfo=timezone.get_current_timezone()),
        state=TopicState.RESOLVED,
    )
    subject = opened(town)
    assert counted(subject) == {
        "K1": (2, "无故缺席2次：3月5日、6月5日"),
        "K2": (1, "会议采纳1件：晾晒区改造"),
    }
    assert [(one.points, one.times) for one in extras_of(subject)] == [(D(-10), 2), (D(3), 1)]
    kept = RoundFact.objects.get(subject=subject, item__key="units.kept")
    assert (kept.value, kept.words) == (D(50), "应到4次，到会1次，请假1次")
    raw, _ = scores_of_figures(subject, kept.component)
    assert raw == 30, "half of the 60 points of meetings, none of the 40 of needs"


def test_c23_whoever_came_every_time_gets_the_extra(town):
    met(town, 3, Presence.PRESENT)
    met(town, 6, Presence.PRESENT)
    assert counted(opened(town)) == {"K3": (1, "2次会议全勤")}


def test_control_an_excused_absence_is_no_full_attendance_and_costs_nothing(town):
    met(town, 3, Presence.PRESENT)
    met(town, 6, Presence.EXCUSED)
    assert counted(opened(town)) == {}


def test_the_extras_of_a_year_have_a_limit_and_95_lies_in_one_band():
    scheme = schemes.default(RoundKind.UNITS, Level.UNIT)
    assert scheme.extra_most == 20
    bands = [BandValue(one.grade, str(one), one.floor, one.below) for one in scheme.bands.all()]
    check_bands(bands)
    assert [(str(band.floor), band.label) for band in bands][:2] == [("95.00", "优秀"), ("90.00", "较好")]


def test_a_unit_without_a_year_has_no_number(town):
    unit = Institution(name="无记录单位")
    unit.pk = 0
    told = {fact.key: fact.tell(unit, YEAR)[0] for fact in FACTS}
    assert told["units.kept"] is None
    assert told["units.whistles"] is None
    assert told["units.absences"] == 0
