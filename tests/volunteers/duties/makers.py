"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from orgtree.acts import perform_one
from tests.volunteers.posts import appointed, claimed, opened
from volunteers.choices import ClaimState, DutyState
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_posts import duty_posts

MAKERS = {
    "volunteers.dutyclaim": {
        ClaimState.CLAIMED: lambda town, member: claimed(opened(town.east, town.secretary), member),
        ClaimState.APPOINTED: lambda town, member: appointed(opened(town.east, town.secretary), member, town.clerk),
    },
    "volunteers.dutypost": {
        DutyState.OPEN: lambda town, member: opened(town.east, town.secretary),
        DutyState.CLOSED: lambda town, member: perform_one(
            duty_posts, "close", pk=opened(town.east, town.secretary).pk, by=town.clerk
        ),
    },
}

WORDS = {"volunteers.dutypost.reopen": lambda: {"until": None}}

BEGINNINGS = {
    "volunteers.dutyclaim.claim": lambda town, member: {
        "post": (post := opened(town.east, town.secretary)),
        "pledge": pledge_for(post.kind),
        "member": member,
    },
}
