"""What a volunteer's record holds besides the services: training, honours and appraisals (志愿服务条例 Art. 19).

Nothing is entered for it: training comes from rolls, honours from the deeds credited, appraisals from the sheets to units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from volunteers.activities.models.activity import SignUp
from volunteers.feedback.models import FeedbackSheet
from volunteers.members.models.member import Member
from volunteers.points.choices import PointCategory
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport

NONE = "无"


@dataclass(frozen=True)
class Besides:
    """The three other parts of one person's record of one year, each in the order of time."""

    trainings: Sequence[SignUp]
    honours: Sequence[DeedReport]
    appraisals: Sequence[FeedbackSheet]

    def in_words(self) -> list[tuple[str, str]]:
        """[(part, its lines)] for paper."""
        return [
            ("培训", "\n".join(map(training_in_words, self.trainings)) or NONE),
            ("表彰奖励", "\n".join(map(honour_in_words, self.honours)) or NONE),
            ("评价", "\n".join(map(appraisal_in_words, self.appraisals)) or NONE),
        ]


def record_besides(member: Member, year: int) -> Besides:
    """The parts of the year; three queries."""
    learned = SignUp.objects.learned().filter(member=member, session__starts_at__year=year)
    honours = DeedReport.objects.filter(
        member=member, state=DeedState.CREDITED, category=PointCategory.HONOUR, happened_on__year=year
    )
    appraisals = FeedbackSheet.objects.filter(member=member, period_start__year=year, signed_at__isnull=False)
    return Besides(
        trainings=learned.select_related("session__activity__area").order_by("session__starts_at", "pk"),
        honours=honours.labelled().order_by("happened_on", "pk"),
        appraisals=appraisals.exclude(grade="", community_text="").order_by("period_start", "pk"),
    )


def training_years(member: Member) -> set[int]:
    """The years in which the person came to a training."""
    moments = SignUp.objects.learned().filter(member=member).values_list("session__starts_at", flat=True)
    return {timezone.localtime(moment).year for moment in moments}


def training_in_words(row: SignUp) -> str:
    return (
        f"{timezone.localdate(row.session.starts_at)} {row.session.activity.title}（{row.session.activity.area.name}）"
    )


def honour_in_words(report: DeedReport) -> str:
    return f"{report.happened_on} {report.item_label}{f'：{report.deed_key}' if report.deed_key else ''}"


def appraisal_in_words(sheet: FeedbackSheet) -> str:
    shown = sheet.shown
    return f"{sheet.stretch.label}：{'，'.join(filter(None, (shown['grade'], shown['community_text'])))}"
