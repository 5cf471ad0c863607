"""What a project still needs: computed from what is there, so that whoever comes back finds where it was left."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cocon.projects.choices import PaperStep, ProjectState

COURSE = (
    ProjectState.DRAFT,
    ProjectState.HEARD,
    ProjectState.PUBLICISED,
    ProjectState.ASKED,
    ProjectState.SECOND,
    ProjectState.RUNNING,
    ProjectState.SUBMITTED,
    ProjectState.ACCEPTED,
    ProjectState.SETTLED,
    ProjectState.CLOSED,
)
# What is to be done, and the state from which on it is; the last says whether money alone asks for it.
STEPS = (
    (PaperStep.HEARING, ProjectState.HEARD, True),
    (PaperStep.PUBLICITY, ProjectState.ASKED, True),
    (PaperStep.APPROVAL, ProjectState.RUNNING, True),
    (PaperStep.WORK, ProjectState.SUBMITTED, False),
    (PaperStep.ACCEPTANCE, ProjectState.ACCEPTED, False),
    (PaperStep.SETTLEMENT, ProjectState.SETTLED, True),
    (PaperStep.CLOSING, ProjectState.CLOSED, False),
)


@dataclass(frozen=True)
class Paper:
    """A paper that is to be there after a step, and whether it is."""

    step: str
    name: str
    is_filed: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a project: (reported, all) of its milestones, sums in fen, the last day of publicity, its papers."""

    state: str
    has_money: bool
    today: date
    least: int = 0
    share: Decimal = Decimal(0)
    was_too_few: bool = False
    publicity_until: date | None = None
    milestones: tuple[int, int] = (0, 0)
    lacks_sites: bool = False
    approved: int = 0
    paid: int = 0
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step of the paper work: done, next (with what is missing), or later; and its papers."""

    label: str
    is_done: bool
    missing: str = ""
    papers: tuple[Paper, ...] = ()


def steps_of(facts: Facts) -> list[Step]:
    """The steps of the project in their order; that which comes next says what is missing. [] once it ended without 结项."""
    if facts.state not in COURSE:
        return []
    reached, found, is_next = COURSE.index(ProjectState(facts.state)), [], True
    for kind, since, asks_money in STEPS:
        if asks_money and not facts.has_money:
            continue
        is_done = reached >= COURSE.index(since)
        papers = tuple(paper for paper in facts.papers if paper.step == kind)
        found.append(Step(str(kind.label), is_done, missing_of(facts) if is_next and not is_done else "", papers))
        is_next = is_next and is_done
    return found


def lacking_of(facts: Facts) -> tuple[str, ...]:
    """The papers of steps that are done and that are not there yet."""
    return tuple(paper.name for step in steps_of(facts) if step.is_done for paper in step.papers if not paper.is_filed)


def mark(is_done: bool) -> str:
    """A tick, or an empty ring."""
    return "✓" if is_done else "○"


def told_papers(papers: tuple[Paper, ...]) -> str:
    """The papers of a step in a line, those that are there ticked off."""
    return "　".join(f"{mark(paper.is_filed)}{paper.name}" for paper in papers)


def missing_of(facts: Facts) -> str:
    """What the next step waits for, in words; "" where nothing more is to be done."""
    match facts.state:
        case ProjectState.DRAFT:
            return _before_hearing(facts)
        case ProjectState.HEARD:
            return "开始公示"
        case ProjectState.PUBLICISED:
            return _in_publicity(facts)
        case ProjectState.RUNNING:
            return _while_running(facts)
        case ProjectState.ACCEPTED if facts.has_money:
            return "按实际结算"
        case _:
            return WAITING.get(facts.state, "")


WAITING: dict[str, str] = {
    ProjectState.ASKED: "等第一位审批人同意",
    ProjectState.SECOND: "等第二位审批人同意",
    ProjectState.SUBMITTED: "由负责人和提交人以外的人验收",
    ProjectState.ACCEPTED: "结项",
    ProjectState.SETTLED: "结项，可以写一句肯定",
}


def _before_hearing(facts: Facts) -> str:
    asked = f"召开议事听证并登记：到会不少于{facts.least}人，赞成不少于{facts.share.normalize():f}%"
    return f"上次到会不足，须重新{asked}" if facts.was_too_few else asked


def _in_publicity(facts: Facts) -> str:
    if facts.publicity_until and facts.today <= facts.publicity_until:
        return f"公示到{facts.publicity_until}，期满后提请审批"
    return "公示期满，提请审批"


def _while_running(facts: Facts) -> str:
    done, number = facts.milestones
    if not number:
        return "增加节点"
    if done < number:
        return f"还有{number - done}个节点没有报告"
    return "登记整治的小区和楼栋数" if facts.lacks_sites else "提交验收"
