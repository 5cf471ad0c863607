"""Rounds of the district over its streets in every state: with a closed year, a panel of three, reports and sheets."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.models import Component, Item, PanelMember, PanelSheet, Round, RoundSubject, SubjectReport
from assessments.rounds.services.panels import member_acts, save_sheet, sheet_acts
from assessments.rounds.services.reports import report_acts
from assessments.rounds.services.rounds import round_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import FigureFill, Post, User
from orgtree.people.services.people import appoint
from tests.assessments.results import world as results
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office

YEAR = 2026
TEXT = "一、履行党建责任情况：全年走访全覆盖，问题销号。" * 3


def closed_year(year: int = YEAR - 1) -> FigureFill:
    """The year, filled and closed."""
    now = timezone.now()
    closer = User.objects.order_by("pk").first()
    row, _ = FigureFill.objects.get_or_create(
        period_kind="Y", period_start=date(year, 1, 1), defaults={"as_of": now, "closed_at": now, "closed_by": closer}
    )
    return row


def said(town, scheme=None, **changes) -> dict:
    """The answers with which a round of the district begins."""
    words = {"area": town.district, "scheme": scheme or schemes.plain(town), "year": YEAR, "title": ""}
    return words | {"reports_due": None, "fill": None} | changes


def created(town, scheme=None, **changes) -> Round:
    """A round in preparation."""
    return make(round_acts, "begin", by=office(town), **said(town, scheme, **changes)).row


def do(key: str, row: Round, by, **words) -> Round:
    """The round after the act."""
    return perform_one(round_acts, key, pk=row.pk, by=by, **words)


def run_to(town, *keys: str, scheme=None) -> Round:
    """A plain round after these acts."""
    return carry_on(town, created(town, scheme), *keys)


def carry_on(town, row: Round, *keys: str) -> Round:
    """The round after these acts; closed, its subjects have their grades, and before it is published these were shown."""
    for key in keys:
        if key == "publish":
            results.let_publicity_pass(town, row)
        row = do(key, row, office(town))
        if key == "close":
            results.decide_plain(town, row)
    return row


def on_panel(town, row: Round, user) -> PanelMember:
    """The person as one of the panel."""
    return make(member_acts, "appoint", round=row, user=user, by=office(town)).row


def reporting(town) -> Round:
    """A round of 述职评议 over streets, opened: reports are due, a panel of three is there."""
    row = created(town, schemes.default(), fill=closed_year(), reports_due=timezone.localdate() + timedelta(days=20))
    for user in (town.organisation, office(town), office(town, "2")):
        on_panel(town, row, user)
    return do("open", row, office(town))


def subject(row: Round, area) -> RoundSubject:
    """The area in the round."""
    return RoundSubject.objects.select_related("round__scheme", "area").get(round=row, area=area)


def both(town, number: str = "1") -> User:
    """Somebody of the street who works in the office too."""
    user = office(town, f"b{number}")
    if not Post.objects.filter(holder=user, kind=PostKind.STREET_COMMITTEE).exists():
        appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return User.objects.get(pk=user.pk)


def report(town, *keys: str) -> SubjectReport:
    """The street's report, handed in by the street and after these acts of the office."""
    row = SubjectReport.objects.get(subject=subject(reporting(town), town.street))
    for key in keys:
        by = town.street_secretary if key == "hand_in" else office(town)
        words = {"hand_in": {"text": TEXT}, "send_back": {"reason": "请写明问题"}}.get(key, {})
        row = perform_one(report_acts, key, pk=row.pk, by=by, **words)
    return row


def full_points(component: Component) -> dict[int, Decimal]:
    """All points of every line."""
    return {item.pk: item.points for item in Item.objects.filter(component=component)}


def sheet(town, user, *keys: str) -> PanelSheet:
    """A sheet of the person about 北关街道, with all points; after these acts."""
    row = reporting(town)
    if not PanelMember.objects.filter(round=row, user=user).exists():
        on_panel(town, row, user)
    component = Component.objects.get(scheme=row.scheme, code="B")
    made = save_sheet(
        subject=subject(row, town.other_street), component=component, points=full_points(component), by=user
    )
    for key in keys:
        made = perform_one(sheet_acts, key, pk=made.pk, by=user)
    return made
