"""Rounds of the demo beside the yearly ones: last year's 观摩评比 (heard, seen, looked up), this year's 三级联创 with some sheets in, 先锋指数 as evidence."""

from assessments.models import PanelMember, Round, RoundSubject
from assessments.results.services.composing import compose_round
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.subjects import subject_acts
from config.demo_district.assess_rounds import begin, date_back, holder, put_panel_on, score
from config.demo_district.district_map import Part
from orgtree.acts import perform_one
from orgtree.choices import PeriodKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.models import Area, FigureFill, User

COMPARED = 5  # as many as a group needs to have ranks
FIRST_SEEN = 2


def build_kinds(part: Part) -> None:
    """In the first part, by the street of the logins and by the assessing office."""
    if not part.is_first:
        return
    district, street = part.places.district, part.communities[0].parent
    host, office = holder(PostKind.STREET_COMMITTEE, street), holder(PostKind.ASSESS_OFFICE, district)
    date_back(hold_visits(district, street, part.today.year - 1), part)
    _linked(part, district, office)
    begin(street, host, "pioneer", "community", part.today.year)


def hold_visits(district: Area, street: Area, year: int) -> Round:
    """The street's 观摩评比 of the year over five communities, open with every sheet in."""
    host = holder(PostKind.STREET_COMMITTEE, street)
    row = begin(street, host, "visits", "community", year)
    for subject in RoundSubject.objects.filter(round=row, position__gt=COMPARED):
        perform_one(subject_acts, "leave_out", pk=subject.pk, by=host, reason="本次未列入观摩路线")
    put_panel_on(district, row, host)
    row = perform_one(round_acts, "open", pk=row.pk, by=host)
    for member in PanelMember.objects.filter(round=row):
        score(row, member, sign=True)
    return row


def _linked(part: Part, district: Area, office: User) -> None:
    """This year's of the streets: the panel has been to the first of them."""
    row = begin(district, office, "linked", "street", part.today.year)
    put_panel_on(district, row, office)
    row = perform_one(round_acts, "open", pk=row.pk, by=office)
    for turn, member in enumerate(PanelMember.objects.filter(round=row).order_by("pk")):
        score(row, member, sign=turn == 0, most=FIRST_SEEN)


def show_pioneer(today) -> bool:
    """Once last year is closed: its figures are taken, added up and published, without grade or rank; False where that is done."""
    row = Round.objects.filter(scheme__kind="pioneer", state="created").select_related("area").first()
    if row is None:
        return False
    host, office = holder(PostKind.STREET_COMMITTEE, row.area), holder(PostKind.ASSESS_OFFICE, row.area.parent)
    year = Period(PeriodKind.YEAR, today.replace(year=today.year - 1, month=1, day=1))
    perform_one(round_acts, "edit", pk=row.pk, by=host, fill=FigureFill.objects.of(year).get())
    perform_one(round_acts, "open", pk=row.pk, by=host)
    perform_one(round_acts, "close", pk=row.pk, by=host)
    compose_round(round=row, by=host)
    perform_one(round_acts, "decide", pk=row.pk, by=office)
    perform_one(round_acts, "publish", pk=row.pk, by=host)
    return True
