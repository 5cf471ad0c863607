"""A round of 东园社区 over one of its kind: subject, fact, extra, report, panel, sheet and score."""

from assessments.models import (
    Component,
    Extra,
    Item,
    PanelMember,
    PanelScore,
    PanelSheet,
    Round,
    RoundFact,
    RoundSubject,
    Scheme,
    SubjectExtra,
    SubjectReport,
)
from tests.canary import CANARY

NAMES = ("评议轮次", "考评对象", "述职报告", "考评组成员", "考评评分表", "加减分登记")


def plant(ground) -> list:
    scheme = Scheme.objects.get(title=f"{CANARY}方案")
    component = Component.objects.create(scheme=scheme, code="A", name="实地考核", weight=100, source="panel")
    item = Item.objects.create(component=component, name="组织建设", points=100)
    extra = Extra.objects.create(scheme=scheme, code="E1", name="上级表彰", kind="plus", points=2)
    by, now = ground.staff, ground.now
    round = Round.objects.create(
        number=f"{CANARY}1"[:20],
        scheme=scheme,
        area=ground.town.east,
        year=2026,
        title=f"{CANARY}轮次",
        state="open",
        meeting_place=CANARY,
        created_by=by,
        opened_by=by,
        opened_at=now,
    )
    subject = RoundSubject.objects.create(
        round=round,
        area=ground.town.east,
        name=f"{CANARY}对象",
        holder=CANARY,
        group="社区",
        questions=CANARY,
        answers=CANARY,
        comment=CANARY,
    )
    fact = RoundFact.objects.create(subject=subject, component=component, item=item, words=CANARY, taken_at=now)
    marked = SubjectExtra.objects.create(subject=subject, extra=extra, document=CANARY, entered_by=by, entered_at=now)
    report = SubjectReport.objects.create(subject=subject, text=CANARY)
    member = PanelMember.objects.create(round=round, user=by, appointed_by=by, appointed_at=now)
    sheet = PanelSheet.objects.create(subject=subject, component=component, member=member, words=CANARY)
    score = PanelScore.objects.create(sheet=sheet, item=item, points=90)
    return [component, round, subject, fact, marked, report, member, sheet, score]
