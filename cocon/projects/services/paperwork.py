"""What is known of projects for the list of their papers: a fixed number of queries, however many projects."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count
from django.utils import timezone

from cocon.projects.choices import NormKey, Verdict
from cocon.projects.models import FundEntry, Hearing, PaperKind, Project, ProjectPaper, ProjectSite
from cocon.projects.rules.kinds import SITES
from cocon.projects.rules.money import purse_from
from cocon.projects.rules.paperwork import Facts, Paper, lacking_of, missing_of
from cocon.projects.services.milestones import count_progress
from cocon.projects.services.norms import NormBook, publicity_until
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.owned.models import covers


def facts_of(projects: Sequence[Project]) -> dict[int, Facts]:
    """What is known of each project, by its id."""
    ids, today = [project.pk for project in projects], timezone.localdate()
    milestones, norms, terms = count_progress(projects), NormBook(), DeadlineBook()
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pk, kind, fen in FundEntry.objects.filter(project__in=ids).values_list("project", "kind", "fen"):
        sums[pk][kind] += fen
    sites = dict(ProjectSite.objects.filter(project__in=ids).order_by().values_list("project").annotate(Count("pk")))
    papers = _papers_of(projects)
    heard = dict(Hearing.objects.filter(project__in=ids).order_by("pk").values_list("project", "verdict"))
    return {
        project.pk: Facts(
            state=project.state,
            has_money=project.has_money,
            today=today,
            least=int(norms.number(NormKey.HEARING_LEAST, today, project.area)),
            share=norms.number(NormKey.HEARING_SHARE, today, project.area),
            was_too_few=heard.get(project.pk) == Verdict.TOO_FEW,
            publicity_until=publicity_until(project, terms),
            milestones=milestones[project.pk],
            lacks_sites=project.kind in SITES and not sites.get(project.pk),
            approved=purse_from(sums[project.pk]).approved,
            paid=purse_from(sums[project.pk]).paid,
            papers=papers[project.pk],
        )
        for project in projects
    }


def _papers_of(projects: Sequence[Project]) -> dict[int, tuple[Paper, ...]]:
    """The papers that each is to have, by the kinds that hold where it is, in their order."""
    kinds = list(PaperKind.objects.filter(is_active=True).select_related("area"))
    rows = ProjectPaper.objects.filter(project__in=[project.pk for project in projects])
    filed = set(rows.order_by().values_list("project", "kind"))
    return {
        project.pk: tuple(
            Paper(kind.step, kind.name, (project.pk, kind.pk) in filed)
            for kind in kinds
            if kind.area is None or covers(kind.area, project.area)
        )
        for project in projects
    }


def dress_projects(projects: Sequence[Project]) -> None:
    """Set what is known of each."""
    found = facts_of(projects)
    for project in projects:
        project.facts = found[project.pk]


def facts_on(project: Project) -> Facts:
    """What is known of one project as it stands; what it was dressed with, as long as it is in that state."""
    known = project.__dict__.get("facts")
    return known if known and known.state == project.state else facts_of([project])[project.pk]


def next_told(project: Project) -> str:
    """What its next step waits for, and how many papers of the steps before are not there; which, the row's page says."""
    facts = facts_on(project)
    lacking = lacking_of(facts)
    return "；".join(filter(None, (missing_of(facts), lacking and f"缺材料{len(lacking)}份")))
