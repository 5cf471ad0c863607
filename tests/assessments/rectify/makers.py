"""Items and talks for the contract of acts and of makings; the member of the contract answers for 东园社区."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from assessments.models import RectifyProposal
from assessments.rectify.choices import ProposalState, RectifyState, TalkState
from assessments.rectify.services.proposals import proposal_acts
from orgtree.acts import perform_one
from orgtree.choices import PostKind
from orgtree.people.services.people import appoint
from tests.assessments.rectify import world
from tests.assessments.rounds.world import created, subject

STEPS = (
    ("claim", {"measure": "每月召开"}),
    ("apply", {"outcome": "已召开三次"}),
)
REACHED = {RectifyState.OPEN: 0, RectifyState.DOING: 1}


def item_in(state: RectifyState) -> Callable:
    """An item in this state; what its owner did was done by the secretary, beside whom the member holds the post too."""

    def make(town, member):
        appoint(holder_id=member.user_id, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
        item = world.listed(town)
        if state == RectifyState.CANCELLED:
            return world.do("cancel", item, world.office(town), reason="重复列入")
        for key, said in STEPS[: REACHED.get(state, 2)]:
            item = world.do(key, item, town.secretary, **said)
        if state == RectifyState.VERIFIED:
            return world.do("verify", item, world.office(town), finding="属实")
        if state == RectifyState.RETURNED:
            return world.do("send_back", item, world.office(town), reason="记录不全")
        return item

    return make


def talk_in(state: TalkState) -> Callable:
    def make(town, member):
        appoint(holder_id=member.user_id, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, by=None)
        talk = world.talked(town)
        if state == TalkState.VOID:
            return world.do_talk("void", talk, world.office(town), reason="登记有误")
        if state == TalkState.HELD:
            return talk
        talk = world.do_talk("report", talk, town.secretary, outcome="已完成两项")
        return world.do_talk("confirm", talk, world.office(town, 3)) if state == TalkState.CLOSED else talk

    return make


def proposal_in(state: ProposalState) -> Callable:
    """Words of the panel about the street, which is on the list of a round of its district."""

    def make(town, member=None):
        of_street = subject(created(town), town.street)
        words = {"key": "panel-1", "source": "panel", "text": "阵地周末不开放", "gathered_at": timezone.now()}
        row = RectifyProposal.objects.create(subject=of_street, **words)
        act = {ProposalState.LISTED: "take_up", ProposalState.STRUCK: "strike"}.get(state)
        more = {"problem": "", "due_on": None} if act == "take_up" else {}
        return perform_one(proposal_acts, act, pk=row.pk, by=world.office(town, 2), **more) if act else row

    return make


def offices(town):
    return world.office(town), world.office(town, 2)


def later() -> dict:
    return {"due_on": timezone.localdate() + timedelta(days=60)}


MAKERS = {
    "assessments.rectifyitem": {state: item_in(state) for state in RectifyState},
    "assessments.rectifyproposal": {state: proposal_in(state) for state in ProposalState},
    "assessments.talk": {state: talk_in(state) for state in TalkState},
}
DESKS = dict.fromkeys(MAKERS, offices)
WORDS = {"assessments.rectifyitem.extend": later, "assessments.rectifyproposal.take_up": lambda: {"due_on": None}}
BEGINNINGS = {
    "assessments.rectifyitem.enter": lambda town, member: {
        "area": town.east,
        "year": timezone.localdate().year,
        "source": "review",
        "problem": "网格例会没有按月召开",
    },
    "assessments.talk.record": lambda town, member: {
        "area": town.east,
        "kind": "remind",
        "trigger": "survey",
        "trigger_words": "满意度下降",
        "held_on": timezone.localdate(),
        "record": "说明原因",
        "demand": "下季度回升",
        **later(),
    },
}
