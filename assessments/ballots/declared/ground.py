"""What polls declare for the ground floor, and for rounds below."""

from django.utils import timezone

from assessments.ballots.choices import BallotDeadline
from assessments.ballots.declared import home
from assessments.ballots.lists import roll_list
from assessments.ballots.models import RollEntry
from assessments.ballots.services.keeping import rolls_due
from assessments.ballots.services.of_rounds import check_polls_of, prepare_poll_of
from assessments.ballots.services.persons import VOTERS
from assessments.declare import round_closing, round_opened
from cocon.declare import UnitSection, add_unit_sections
from orgtree.choices import DeadlineUnit
from orgtree.declare import HomeTasks, OwnData, Section, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

round_opened.add("ballots.prepare", prepare_poll_of)
round_closing.add("ballots.counted", check_polls_of)


def own_rolls(member) -> Section:
    """The polls on whose rolls the person stands; what they voted is known to nobody."""
    return roll_list.section(RollEntry.objects.filter(user=member.user_id).exclude(user=None).order_by("pk"))


registry.add_own_data([OwnData("assessments.rollentry", own_rolls)])
registry.add_home_tasks([HomeTasks("assessments.ballots", home.tasks, home.polls)])
add_unit_sections([UnitSection("ballots", 5, home.unit_section)])
registry.add_person_kinds([VOTERS])
registry.add_notice_kinds([NoticeKind("ballots", "投票", ("poll",))])
registry.add_deadlines(
    [
        DeadlineKind(
            BallotDeadline.ROLL,
            str(BallotDeadline.ROLL.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=6,
            is_kept=True,
            due=lambda: rolls_due(timezone.localdate()).count(),
        )
    ]
)
