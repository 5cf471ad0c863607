"""A budget line of the community, what was granted, and a project of it that the planted unit does."""

from cocon.models import FundEntry, FundLine, Hearing, NormedArea, PaperKind, Project, ProjectPaper, ProjectSite
from tests.canary import CANARY

NAMES = ("预算", "分录", "项目", "整治处", "材料")


def plant(ground) -> list:
    today, staff, now = ground.now.date(), ground.staff, ground.now
    line = FundLine.objects.create(
        area=ground.town.east, kind="service", name=f"{CANARY}预算", year=now.year, entered_by=staff, entered_at=now
    )
    project = Project.objects.create(
        area=ground.town.east,
        unit=ground.unit,
        kind="renewal",
        category="service",
        source="survey",
        title=f"{CANARY}项目",
        words=CANARY,
        until=today,
        line=line,
        amount=500_000,
        state="submitted",
        leader=staff,
        entered_by=staff,
        entered_at=now,
        publicity=CANARY,
        heard_in_public=CANARY,
        approved_by=ground.town.street_secretary,
        approved_at=now,
        second_by=ground.town.admin,
        second_at=now,
        outcome=CANARY,
        submitted_by=staff,
        submitted_at=now,
    )
    told = {"day": today, "by": staff, "at": now, "reason": f"{CANARY}分录"}
    entry = FundEntry.objects.create(line=line, project=project, kind="approve", fen=-500_000, **told)
    hearing = Hearing.objects.create(
        project=project,
        held_on=today,
        present=20,
        in_favour=12,
        words=CANARY,
        least=20,
        share=60,
        verdict="carried",
        entered_by=staff,
        entered_at=now,
    )
    site = ProjectSite.objects.create(
        project=project, name=f"{CANARY}整治处", key=CANARY, buildings=3, entered_by=staff, entered_at=now
    )
    paper = ProjectPaper.objects.create(
        project=project,
        kind=PaperKind.objects.get(code="minutes"),
        words=f"{CANARY}材料",
        filed_by=staff,
        filed_at=now,
    )
    return [line, project, entry, hearing, site, paper, NormedArea.objects.get(pk=ground.town.east.pk)]
