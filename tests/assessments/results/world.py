"""Results for tests: a round of a district over communities or streets that is closed, composed, decided, shown and published."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.models import Item, Outcome, PanelMember, PanelScore, PanelSheet, Publicity, ResultDispute, Round
from assessments.results.services.composing import compose_round
from assessments.results.services.outcomes import outcome_acts
from assessments.results.services.publicity import dispute_acts, publicity_acts
from assessments.schemes.models import Component, Scheme
from orgtree.acts import make, perform_one
from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area
from orgtree.people.services.people import appoint, create_user
from orgtree.tree.services.tree import create_area
from tests.assessments.rounds import world as rounds
from tests.assessments.schemes.world import office

PAST = date(2026, 1, 5)


def do(key: str, outcome: Outcome, by, **said) -> Outcome:
    return perform_one(outcome_acts, key, pk=outcome.pk, by=by, **said)


def answer(key: str, dispute: ResultDispute, by, **said) -> ResultDispute:
    return perform_one(dispute_acts, key, pk=dispute.pk, by=by, **said)


# --- Rounds without a number: what the committee alone decides ------------------------------------------------------------


def decide_plain(town, row: Round, grade: str = "competent", reason: str = "工作扎实") -> None:
    """Compose a plain round that is closed and decide all of its subjects."""
    by = office(town)
    for outcome in compose_round(round=row, by=by):
        do("decide", outcome, by, decided=grade, reason=reason)


def let_publicity_pass(town, row: Round) -> Publicity:
    """Its grades were shown, and the days are over."""
    shown, _ = Publicity.objects.get_or_create(
        round=row,
        defaults={"starts_on": PAST, "ends_on": PAST, "shown_by": office(town), "shown_at": timezone.now()},
    )
    return shown


def shown(town) -> Publicity:
    """A plain round whose grades are shown from today."""
    row = rounds.run_to(town, "open", "close", "decide")
    return make(publicity_acts, "show", round=row, by=office(town)).row


def outcome_of(row: Round, area) -> Outcome:
    return Outcome.objects.select_related("subject__round__scheme", "subject__area").get(
        subject__round=row, subject__area=area
    )


# --- Rounds with numbers --------------------------------------------------------------------------------------------------


def streets(town, count: int) -> list[Area]:
    """So many streets of the district, each with somebody who leads it."""
    for number in range(Area.objects.filter(kind=AreaKind.STREET, parent=town.district).count(), count):
        code = f"3707020{number + 10:02d}000"
        area = create_area(parent_id=town.district.pk, kind=AreaKind.STREET, code=code, name=f"第{number}街道", by=None)
        user = create_user(account=f"jiedao{number}", name="街道书记", password=None, home=town.district, by=None)
        appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=area, by=None)
    return list(Area.objects.filter(kind=AreaKind.STREET, parent=town.district).order_by("code")[:count])


def scored_scheme(town, quota: int = 30) -> Scheme:
    """A published scheme of one panel component of a hundred, graded at 90, 80 and 70, with a quota for 好."""
    said = {"kind": "linked", "level": "street", "year": 2025, "title": "联创考评", "state": "published"}
    row = Scheme.objects.create(area=town.district, asks_report=False, extra_most=5, **said)
    component = Component.objects.create(scheme=row, code="B", name="实地考核", weight=100, source="panel")
    Item.objects.create(component=component, name="组织建设", points=100)
    bands = (("good", 90, None), ("fair", 80, 90), ("plain", 70, 80), ("poor", 0, 70))
    for at, (grade, floor, below) in enumerate(bands):
        row.bands.create(position=at, grade=grade, floor=floor, below=below)
    row.quotas.create(grade="good", percent=quota)
    row.caps.create(kind="rectified", threshold_part=80, ceiling="fair")
    row.caps.create(kind="veto", ceiling="plain")
    row.extras.create(code="E1", name="表彰", kind="plus", points=2, times=2)
    row.extras.create(code="V1", name="否决事项", kind="veto", times=1)
    return row


def closed(town, points: list[str], **scheme) -> Round:
    """A closed round over so many streets, each with these points of every one of a panel of three."""
    streets(town, len(points))
    town.district.refresh_from_db()  # its interval grew
    row = rounds.created(town, scored_scheme(town, **scheme))
    for user in (town.organisation, office(town), office(town, "2")):
        rounds.on_panel(town, row, user)
    row = rounds.do("open", row, office(town))
    component = Component.objects.get(scheme=row.scheme)
    item = Item.objects.get(component=component)
    for subject, given in zip(row.subjects.taking_part(), points, strict=False):
        for member in PanelMember.objects.filter(round=row):
            sheet = PanelSheet.objects.create(
                subject=subject, component=component, member=member, state="signed", signed_at=timezone.now()
            )
            PanelScore.objects.create(sheet=sheet, item=item, points=Decimal(given))
    return rounds.do("close", row, office(town))


def composed(town, points: list[str], **scheme) -> Round:
    row = closed(town, points, **scheme)
    compose_round(round=row, by=office(town))
    return row


def decided(town, points: list[str]) -> Round:
    """Every subject as suggested, and the round decided."""
    row = composed(town, points)
    for outcome in Outcome.objects.of_round(row):
        reason = "并列，按年度重点工作" if outcome.is_tied else ""
        do("decide", outcome, office(town), decided=outcome.suggested, reason=reason)
    return rounds.do("decide", row, office(town))


def published(town, points: list[str]) -> Round:
    row = decided(town, points)
    let_publicity_pass(town, row)
    return rounds.do("publish", row, office(town))
