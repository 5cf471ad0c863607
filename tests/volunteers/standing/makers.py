"""Rows of this subject's nouns in each state that an act may leave, and who decides: see tests/makers.py."""

from datetime import timedelta

from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import PostKind, RunState
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user
from orgtree.runs.models import UNFINISHED
from tests.orgtree.makers import keeper
from tests.volunteers.gatherings import announced, joined, plan, put_back
from tests.volunteers.standing.test_deeds import entered, noticed
from tests.volunteers.standing.test_publications import earned, published
from tests.volunteers.standing.test_years import DAY, account, decide_band, exempt
from volunteers.activities.services.rolls import mark, submit_roll
from volunteers.choices import Band, DeedState, ExemptReason, ObjectionState, RuleSetState, SignUpState, YearState
from volunteers.models import DeedReport, DryRun, MemberYear, NoShow, Objection, RuleSet
from volunteers.points.services.rule_drafts import copy_rule_set, rule_sets
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.objections import object_to_list, objection_acts
from volunteers.standing.services.year_closing import close_accounts


def street_two(town) -> tuple[User, User]:
    """The street's secretary and one who stands in for them."""
    deputy = User.objects.filter(account="jiedao2").first()
    if deputy is None:
        deputy = create_user(account="jiedao2", name="街道副书记", home=town.district, by=None)
        appoint(holder_id=deputy.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return town.street_secretary, deputy


def draft(town, member) -> RuleSet:
    """Of the district, ready to be published."""
    today = timezone.localdate()
    return copy_rule_set(
        rule_set_id=RuleSet.objects.get(area=None).pk,
        name="本区规则",
        area=town.district,
        active_from=today,
        by=town.organisation,
    )


def in_force(town, member) -> RuleSet:
    return perform_one(rule_sets, "publish", pk=draft(town, member).pk, by=town.organisation)


def run_in(state: str):
    """A dry run of the district in this state."""

    def make(town, member) -> DryRun:
        ended = {} if state in UNFINISHED else {"ended_at": timezone.now()}
        said = {"rule_set": draft(town, member), "area": town.district, "year": 2025, "created_by": town.organisation}
        return DryRun.objects.create(**said, state=state, **ended)

    return make


def keepers(town) -> tuple[User, User]:
    """Two who keep the rules of the district."""
    return keeper(town.district, "keeper-one"), keeper(town.district, "keeper-two")


def objected(town, member, verdict: dict | None = None) -> Objection:
    """To an own entry; decided if a verdict is given."""
    entry = earned(member, town.clerk)
    filed = object_to_list(notice_id=published(town).pk, entry_id=entry.pk, text="当天我没有参加", by=member.user)
    return perform_one(objection_acts, "decide", pk=filed.pk, by=street_two(town)[1], **verdict) if verdict else filed


def opened(town, member) -> MemberYear:
    earned(member, town.clerk, DAY)
    return account(member)


def closed(town, member) -> MemberYear:
    year = opened(town, member)
    close_accounts(account_ids=[year.pk], by=town.street_secretary)
    return account(member)


def absent(town, member) -> NoShow:
    """Marked absent on a submitted roll."""
    session = announced(town.east, town.clerk, plan())
    joined(session, member)
    session = put_back(session)
    mark(session_id=session.pk, member_id=member.pk, state="absent", by=town.clerk)
    submit_roll(session_id=session.pk, by=town.clerk)
    return NoShow.objects.get(member=member)


def first_confirmed(town, member) -> DeedReport:
    """By the community; the street seconds it."""
    report = entered(member, town.clerk, "S10", evidence="事件2026-118已办结")
    return perform_one(deed_acts, "confirm", pk=report.pk, by=town.secretary)


def credited(town, member) -> DeedReport:
    return perform_one(deed_acts, "confirm", pk=entered(member, town.clerk).pk, by=town.secretary)


MAKERS = {
    "volunteers.deedreport": {
        DeedState.SUBMITTED: lambda town, member: entered(member, town.clerk),
        DeedState.NOTICED: noticed,
        DeedState.CONFIRMED: first_confirmed,
        DeedState.CREDITED: credited,
    },
    "volunteers.objection": {
        ObjectionState.FILED: objected,
        ObjectionState.DECLINED: lambda town, member: objected(town, member, {"upheld": False, "reason": "记录完整"}),
    },
    "volunteers.memberyear": {
        YearState.OPEN: opened,
        YearState.CLOSED: closed,
        YearState.DECIDED: lambda town, member: decide_band(
            closed(town, member), town.street_secretary, band=Band.GOOD, reason="长期照顾邻里"
        ),
        YearState.EXEMPT: lambda town, member: exempt(closed(town, member), town.street_secretary, ExemptReason.AGE),
    },
    "volunteers.noshow": {SignUpState.ABSENT: absent},
    "volunteers.dryrun": {state: run_in(state) for state in RunState},
    "volunteers.ruleset": {RuleSetState.DRAFT: draft, RuleSetState.PUBLISHED: in_force},
    "volunteers.ruleitem": {
        RuleSetState.DRAFT: lambda town, member: draft(town, member).items.get(code="S01"),
        RuleSetState.PUBLISHED: lambda town, member: in_force(town, member).items.get(code="S01"),
    },
    "volunteers.rulecap": {
        RuleSetState.DRAFT: lambda town, member: draft(town, member).caps.first(),
        RuleSetState.PUBLISHED: lambda town, member: in_force(town, member).caps.first(),
    },
}
DESKS = {
    "volunteers.deedreport": street_two,
    "volunteers.objection": street_two,
    "volunteers.memberyear": lambda town: (town.secretary, town.street_secretary),
    **dict.fromkeys(("volunteers.dryrun", "volunteers.ruleset", "volunteers.ruleitem", "volunteers.rulecap"), keepers),
}

ROWS = {
    "volunteers.memberyear.plan": lambda town, member: decide_band(
        closed(town, member), town.street_secretary, band=Band.BELOW
    ),
}
WORDS = {
    "volunteers.memberyear.plan": lambda: {
        "plan": "每月参加一次楼院值守",
        "due_on": timezone.localdate() + timedelta(days=30),
    },
}
