"""Polls and paper that wait on the desk, and the person's own ballots."""

from django.urls import reverse

from assessments.ballots.choices import BatchState, PollState
from assessments.ballots.models import PaperBatch, Poll
from orgtree.choices import Permission as P
from orgtree.declare import Card, registry

registry.add_cards(
    [
        Card(
            key="assessments.own_ballots",
            label="待投票",
            hint="您在名册上，尚未领票；不记名，截止前投票",
            place="assessments",
            rows=lambda user: Poll.objects.waiting_for(user),
            since="opened_at",
            minutes=3,
            url=lambda user: reverse("ballots"),
            permission=None,
            at_community=False,
            is_listed=False,
        ),
        Card(
            key="assessments.polls_to_count",
            label="待计票的投票",
            hint="已截止，计票后公布票根指纹和结果包",
            place="assessments",
            rows=lambda user: Poll.objects.allowed(user, P.ASSESS_MANAGE).filter(state=PollState.CLOSED),
            since="closed_at",
            minutes=10,
            url=lambda user: f"{reverse('admin:assessments_poll_changelist')}?state__exact={PollState.CLOSED}",
            permission=P.ASSESS_MANAGE,
            at_community=False,
        ),
        Card(
            key="assessments.batches_unequal",
            label="待核对的纸质票",
            hint="两次录入不一致，对照原票核对后才能截止",
            place="assessments",
            rows=lambda user: PaperBatch.objects.allowed(user, P.ASSESS_ROLL).filter(state=BatchState.UNEQUAL),
            since="poll__opened_at",
            minutes=10,
            url=lambda user: f"{reverse('admin:assessments_paperbatch_changelist')}?state__exact={BatchState.UNEQUAL}",
            permission=P.ASSESS_ROLL,
            at_community=False,
        ),
    ]
)
