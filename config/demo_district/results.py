"""Results of the demo: last year's stars and visits composed, decided, shown, one objection answered, published; what was found stands in the rectification list."""

from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import Outcome, Publicity, ResultDispute, Round
from assessments.results.services.composing import compose_round
from assessments.results.services.outcomes import decide_many
from assessments.results.services.publicity import dispute_acts, publicity_acts
from assessments.rounds.services.rounds import round_acts
from config.demo_district.assess_rounds import holder
from config.demo_district.district_map import Part
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind

# Of whom there is no total the committee knows what to say.
LAST_GRADE = {"stars": "star1", "visits": "lagging"}


def build_results(part: Part) -> None:
    """In the first part, by the street of the logins."""
    rows = Round.objects.filter(scheme__kind__in=LAST_GRADE, year=part.today.year - 1, state="open")
    if part.is_first:
        for row in rows.select_related("scheme").order_by("pk"):
            _publish(part, row)


def _publish(part: Part, row: Round) -> None:
    street = part.communities[0].parent
    host, office = holder(PostKind.STREET_COMMITTEE, street), holder(PostKind.ASSESS_OFFICE, part.places.district)
    perform_one(round_acts, "close", pk=row.pk, by=host)
    outcomes = compose_round(round=row, by=host)
    reason = "名额边缘并列，按年度重点工作评定"
    said = {one.pk: (one.suggested, reason if one.is_tied else "") for one in outcomes if one.suggested}
    last = LAST_GRADE[row.scheme.kind]
    said |= {one.pk: (last, "得分无效，按组织掌握的情况评定") for one in outcomes if not one.suggested}
    decide_many(round=row, said=said, by=host)
    perform_one(round_acts, "decide", pk=row.pk, by=host)
    make(publicity_acts, "show", round=row, by=host)
    if row.scheme.kind == "stars":
        _object(part, row, office)
    _date_back(row, part)
    perform_one(round_acts, "publish", pk=row.pk, by=host)


def _object(part: Part, row: Round, office) -> None:
    """The first community asks about its panel; the district answers."""
    outcome = Outcome.objects.filter(subject__round=row, subject__area=part.staffed[0].area).first()
    if outcome is None:
        return
    words = "实地考核“基础保障”扣分偏多，附上阵地开放登记，请复核"
    dispute = make(dispute_acts, "raise", outcome=outcome, words=words, by=part.staffed[0].secretary).row
    answer = "已复核评分表和登记，扣分依据属实，等次不变"
    perform_one(dispute_acts, "reject", pk=dispute.pk, by=office, answer=answer)


def _date_back(row: Round, part: Part) -> None:
    """It happened at the end of last year."""
    at = datetime(part.today.year - 1, 12, 8, 15, tzinfo=timezone.get_current_timezone())
    Round.objects.filter(pk=row.pk).update(closed_at=at, decided_at=at + timedelta(days=2))
    Outcome.objects.filter(subject__round=row).update(composed_at=at, decided_at=at + timedelta(days=2))
    begun = (at + timedelta(days=3)).date()
    Publicity.objects.filter(round=row).update(starts_on=begun, ends_on=begun + timedelta(days=7))
    answered = {"raised_at": at + timedelta(days=4), "answered_at": at + timedelta(days=7)}
    ResultDispute.objects.filter(outcome__subject__round=row).update(**answered)
