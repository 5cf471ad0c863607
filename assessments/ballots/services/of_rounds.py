"""What a round brings to its poll: subjects, classes and options as they are when it opens; and that it closes over no open poll."""

from datetime import timedelta

from django.utils import timezone

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll, PollClass, PollSubject
from assessments.rounds.models import Round, RoundSubject
from assessments.schemes.choices import ComponentSource
from assessments.schemes.models import Scheme
from orgtree.acts import acts_of, note_first
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Post, User
from orgtree.papers.services import next_number
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.text.rules.numbers import plain

USUAL_DAYS = 14  # until a poll closes, where no day of the meeting is known


def prepare_poll_of(*, round: Round, by) -> None:
    """Where the scheme asks for a ballot: a poll in preparation, whose roll the office fills. Nothing where there is one."""
    scheme = round.scheme
    asks = scheme.components.filter(source=ComponentSource.BALLOT).exists() and scheme.classes.exists()
    if not asks or Poll.objects.filter(round=round).exists():
        return
    poll = Poll.objects.create(
        round=round,
        area=round.area,
        year=round.year,
        number=next_number(Poll, "number", f"TP{round.year}-"),
        title=f"{round.title}测评"[:60],
        options=[[one.grade, one.get_grade_display(), plain(one.value)] for one in scheme.options.all()],
        closes_at=_end_of(round),
    )
    _put_classes(poll, scheme)
    _put_subjects(poll, round)
    note_first(acts_of(Poll), "prepare", poll, by=by)


def _put_classes(poll: Poll, scheme: Scheme) -> None:
    PollClass.objects.bulk_create(
        PollClass(
            poll=poll,
            position=position,
            code=one.code,
            label=one.label,
            weight=one.weight,
            min_ballots=one.min_ballots,
            turnout=one.turnout,
        )
        for position, one in enumerate(scheme.classes.all(), 1)
    )


def _put_subjects(poll: Poll, round: Round) -> None:
    PollSubject.objects.bulk_create(
        PollSubject(
            poll=poll, position=position, name=_called(one)[:80], of_round=one, area=one.area, holder=_holder(one)
        )
        for position, one in enumerate(round.subjects.taking_part(), 1)
    )


def _end_of(round: Round):
    now = timezone.now()
    return round.meeting_at if round.meeting_at and round.meeting_at > now else now + timedelta(days=USUAL_DAYS)


def _called(subject: RoundSubject) -> str:
    return f"{subject.name}　{subject.holder}" if subject.holder else subject.name


def _holder(subject: RoundSubject) -> User | None:
    """The account of who is rated: whoever reports for the subject under the name that the round froze."""
    if not subject.holder:
        return None
    seats = Post.objects.live().filter(kind__in=post_kinds_with(P.ASSESS_REPORT), holder__name=subject.holder)
    here = seats.filter(area=subject.area_id) if subject.area_id else seats.filter(institution=subject.institution_id)
    post = here.select_related("holder").order_by("pk").first()
    return post and post.holder


def check_polls_of(*, round: Round, by) -> None:
    """Refuse to close a round whose poll takes ballots or is not counted; one that nobody was put on the roll of is no ballot."""
    for poll in Poll.objects.filter(round=round).exclude(state=PollState.COUNTED):
        if poll.state != PollState.DRAFT or poll.roll.exists():
            raise RuleBroken("poll", f"投票“{poll.title}”{poll.get_state_display()}，计票后才能截止", conflict=True)
