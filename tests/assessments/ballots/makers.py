"""Polls in each state for the contract of acts; keys are real here, one or two of them."""

from datetime import timedelta

from django.utils import timezone

from assessments.ballots.choices import PollState, TextState
from assessments.ballots.models import Poll, PollClass, PollSubject, PollText, RollEntry
from orgtree.choices import PostKind
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user
from tests.assessments.ballots.polls import act, enrol, prepared

ONE_CLASS = "街道领导班子，100，3，2/3"


def office(town, account: str = "ballot-office") -> User:
    """Another person of the street's committee."""
    known = User.objects.filter(account=account).first()
    if known is None:
        known = create_user(account=account, name="郑评", password="Ballots-2026", by=None)
        appoint(holder_id=known.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return known


def another(town) -> User:
    """Who took the poll to where it is, and is neither of those who are judged."""
    return office(town, "ballot-course")


def draft(town, member=None) -> Poll:
    """One that might be opened at once."""
    poll = prepared(town, classes=ONE_CLASS)
    enrol(poll, 3)
    return poll


def poll_in(state: str):
    course = {
        PollState.DRAFT: (),
        PollState.REHEARSAL: ("rehearse",),
        PollState.OPEN: ("open",),
        PollState.CLOSED: ("open", "close"),
        PollState.COUNTED: ("open", "close", "count"),
    }[state]

    def make(town, member=None) -> Poll:
        poll, by_another = draft(town), course and another(town)
        for key in course:
            poll = act(poll, key, by_another)
        return poll

    return make


def entry_in(state: str):
    def make(town, member=None) -> RollEntry:
        return RollEntry.objects.filter(poll=poll_in(state)(town)).earliest("pk")

    return make


def text_in(state: str):
    def make(town, member=None) -> PollText:
        poll = poll_in(PollState.DRAFT)(town)
        return PollText.objects.create(poll=poll, subject=poll.subjects.first(), text="多到网格走走", state=state)

    return make


def with_keepers(town, member=None) -> Poll:
    poll = prepared(town, classes=ONE_CLASS, has_keepers=True)
    enrol(poll, 3)
    return poll


def on_paper(town, member=None) -> RollEntry:
    entry = entry_in(PollState.OPEN)(town)
    RollEntry.objects.filter(pk=entry.pk).update(way="paper")
    entry.refresh_from_db()
    return entry


MAKERS = {
    "assessments.poll": {state: poll_in(state) for state in PollState},
    "assessments.rollentry": {
        state: entry_in(state) for state in (PollState.DRAFT, PollState.REHEARSAL, PollState.OPEN)
    },
    "assessments.polltext": {state: text_in(state) for state in TextState},
}
ROWS = {
    "assessments.poll.name_keepers": with_keepers,
    "assessments.rollentry.take_paper_back": on_paper,
}
DESKS = {
    noun: lambda town: (town.street_secretary, office(town))
    for noun in ("assessments.poll", "assessments.rollentry", "assessments.polltext")
}


def five_people() -> dict:
    people = User.objects.filter(posts__isnull=False, is_active=True).distinct().order_by("pk")[:5]
    return {f"keeper_{place}": user for place, user in enumerate(people, 1)}


def _class() -> dict:
    return {"voter_class": PollClass.objects.latest("pk"), "subject": PollSubject.objects.latest("pk")}


def _posts() -> dict:
    return {
        "voter_class": PollClass.objects.latest("pk"),
        "kind": "community_secretary",
        "reach": "below",
        "subject": None,
    }


WORDS = {
    "assessments.poll.fill_from_posts": _posts,
    "assessments.poll.name_keepers": five_people,
    "assessments.poll.edit": lambda: {
        "closes_at": (timezone.now() + timedelta(days=5)).replace(second=0, microsecond=0),
        "year": 2026,
        "subject_lines": "东园社区\n西园社区",
        "class_lines": ONE_CLASS,
    },
    "assessments.rollentry.add_class": _class,
}


def _entry(town, member) -> dict:
    poll = draft(town)
    voter_class = PollClass.objects.get(poll=poll)
    return {
        "poll": poll,
        "name": "周代表",
        "about": "区人大代表",
        "account": "",
        "voter_class": voter_class,
        "subject": None,
    }


BEGINNINGS = {
    "assessments.poll.prepare": lambda town, member: {
        "area": town.street,
        "title": "社区书记述职评议",
        "year": 2026,
        "closes_at": (timezone.now() + timedelta(days=5)).replace(second=0, microsecond=0),
        "base": "valid",
        "takes_texts": True,
        "has_keepers": False,
        "subject_lines": "东园社区",
        "class_lines": ONE_CLASS,
    },
    "assessments.rollentry.enter": _entry,
}
