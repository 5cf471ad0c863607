"""What the planted subject's round came to, shown and objected to."""

from datetime import timedelta

from assessments.models import Addend, Component, Outcome, Publicity, ResultDispute, RoundSubject
from tests.canary import CANARY

NAMES = ("评议结果说明",)


def plant(ground) -> list:
    subject = RoundSubject.objects.select_related("round").filter(name__contains=CANARY).earliest("pk")
    now = ground.now
    outcome = Outcome.objects.create(
        subject=subject,
        total="88.50",
        exact="177/2",
        suggested="fair",
        why=f"{CANARY}评议结果说明",
        log=CANARY,
        composed_at=now,
        state="decided",
        decided="fair",
        reason=CANARY,
        decided_by=ground.staff,
        decided_at=now,
    )
    component = Component.objects.filter(scheme=subject.round.scheme_id).earliest("pk")
    addend = Addend.objects.create(
        outcome=outcome, component=component, raw=88, weight=20, counted=20, product="17.6", note=CANARY
    )
    shown = Publicity.objects.create(
        round=subject.round,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=7),
        shown_by=ground.staff,
        shown_at=now,
    )
    dispute = ResultDispute.objects.create(
        outcome=outcome, words=CANARY, due_on=now.date() + timedelta(days=7), raised_by=ground.staff, raised_at=now
    )
    return [outcome, addend, shown, dispute]
