"""Calling people up: found by place, skill, free time; invited set-based, in chunks that may be repeated.

A round is a run. Its worker writes one chunk per transaction and notes how far it came, so that the page shows
progress, a killed worker loses nothing, and a second delivery of the message adds nobody twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from orgtree.acts import Act, Acts, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.runs import Running, RunStopped, start_run
from orgtree.scope.models.rows import inside
from volunteers.duties.models import DutyClaim
from volunteers.emergencies.models.call_up import CallUpRun
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.services.life import areas_of, hold_open, my_tops
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn

CHUNK = 5_000


@dataclass(frozen=True)
class Wanted:
    """Whom a round looks for: in any of the places, with any of the skills, free at any of the times, in a duty
    post of any of the classes. Empty: everyone."""

    places: Sequence[Area]
    skills: Collection[int] = ()
    free_times: Collection[str] = ()
    duties: Collection[str] = ()


@transaction.atomic
def call_up(*, emergency_id: int, wanted: Wanted, by) -> CallUpRun:
    """A round of invitations, handed to a worker. Raises RuleBroken for places beyond the emergency or beyond `by`."""
    emergency = hold_open(emergency_id)
    places = _checked_places(emergency, [place.pk for place in wanted.places], by)
    run = CallUpRun(
        area_id=emergency.area_id,
        emergency=emergency,
        places=[place.pk for place in places],
        skills=list(wanted.skills),
        free_times=list(wanted.free_times),
        duties=list(wanted.duties),
        total=people_wanted(wanted).count(),
        created_by=by,
    )
    run = start_run(run)
    note_first(call_up_rounds, "start", run, by=by)
    return run


# Source: docs/rules.md, "Emergencies". A round is logged, and no single invitation of its thousands: the row says when.
call_up_rounds = declare_acts(
    Acts(
        CallUpRun,
        called="动员批次",
        acts=(
            Act("start", "发出动员", "发出", frozenset(), RunState.QUEUED, permission=P.EMERGENCY_RUN, by_form=True),
        ),
    )
)


def count_wanted(*, emergency: Emergency, wanted: Wanted, by) -> int:
    """How many people a round would look at; raises RuleBroken as `call_up` does."""
    places = _checked_places(emergency, [place.pk for place in wanted.places], by)
    return people_wanted(Wanted(places, wanted.skills, wanted.free_times, wanted.duties)).count()


def spots_to_call(emergency: Emergency, area: Area, user) -> list[Area]:
    """Where a round started from `area` goes: `area` itself, or, where it reaches beyond the emergency, the parts below it.

    An emergency for two communities is started by their street; the street's page calls in those two.
    """
    tops = my_tops(emergency, user, P.EMERGENCY_RUN)
    if any(area.is_descendant_of(top, include_self=True) for top in tops):
        return [area]
    return [top for top in tops if top.is_descendant_of(area)]


def people_wanted(wanted: Wanted) -> QuerySet[Member]:
    """Members on the roll, not suspended, who fit. Skills find only those who agreed to be found by them."""
    place = Q(pk__in=[])
    for area in wanted.places:
        place |= inside(area, "area")
    active = ReportIn.objects.active().filter(member=OuterRef("pk"))
    people = Member.objects.filter(place, Exists(active))
    if wanted.skills:
        people = people.filter(_skilled(wanted.skills), _shows_skills())
    if wanted.free_times:
        people = people.filter(free_times__overlap=list(wanted.free_times))
    if wanted.duties:
        posts = DutyClaim.objects.appointed().filter(member=OuterRef("pk"), post__post_class__in=list(wanted.duties))
        people = people.filter(Exists(posts))
    return people


def _skilled(skills: Collection[int]) -> Exists:
    held = Member.skills.through.objects.filter(member=OuterRef("pk"), skill__in=list(skills))
    return Exists(held)


def _shows_skills() -> Exists:
    return Exists(
        Consent.objects.filter(member=OuterRef("pk"), text__purpose=ConsentPurpose.SKILLS, withdrawn_at__isnull=True)
    )


def _checked_places(emergency: Emergency, ids: Collection[int], by) -> list[Area]:
    reach = Area.objects.allowed(by, P.EMERGENCY_RUN).filter(areas_of(emergency), pk__in=set(ids))
    found = list(reach)
    if not found or len(found) < len(set(ids)):
        raise RuleBroken("places", "请选择本次动员范围内、您管理的区域", field="places")
    return found


# --- A worker's part ----------------------------------------------------------------------------------------------------


def invite_all(running: Running) -> dict[str, int]:
    """The work of a run: chunk after chunk until everybody is looked at, or the emergency is over."""
    while _invite_next(running):
        pass
    return {"invited": CallUpRun.objects.get(pk=running.pk).invited}


@transaction.atomic
def _invite_next(running: Running) -> bool:
    """Whether there may be more to do after this chunk. Raises RunStopped where there must not be."""
    run = CallUpRun.objects.select_related("created_by").get(pk=running.pk)
    try:
        emergency = hold_open(run.emergency_id)
        places = _checked_places(emergency, run.places, run.created_by)
    except RuleBroken as over:  # it has been closed since, or whoever asked may no longer
        raise RunStopped(over.message) from over
    last, seen, added = _insert_chunk(run, Wanted(places, run.skills, run.free_times, run.duties))
    CallUpRun.objects.filter(pk=run.pk).update(last_member=last or run.last_member, invited=run.invited + added)
    running.report(run.done + seen)
    return seen == CHUNK


def _insert_chunk(run: CallUpRun, wanted: Wanted) -> tuple[int | None, int, int]:
    """(last member looked at, members looked at, invitations written) of the next chunk: one statement."""
    people = people_wanted(wanted).filter(pk__gt=run.last_member).order_by("pk")
    chosen, values = people.values_list("pk", "area_id")[:CHUNK].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(INVITE.format(chosen=chosen), [*values, run.emergency_id, timezone.now()])
        return cursor.fetchone()


# The members are chosen by the ORM; the unique constraint on (emergency, member) makes repeating harmless.
INVITE = """
    WITH chunk (member_id, area_id) AS MATERIALIZED ({chosen}),
    added AS (
        INSERT INTO volunteers_callup (emergency_id, member_id, area_id, state, invited_at, channel, reason)
        SELECT %s, member_id, area_id, 'invited', %s, '', '' FROM chunk
        ON CONFLICT DO NOTHING
        RETURNING 1
    )
    SELECT (SELECT max(member_id) FROM chunk), (SELECT count(*) FROM chunk), (SELECT count(*) FROM added)
"""
