"""Papers of a project: ticked off one by one, as a file or by where the paper is kept, by whoever runs the project or does it."""

from hashlib import sha256

from django.db.models import QuerySet

from cocon.projects.choices import PaperState, ProjectState
from cocon.projects.models import PaperKind, Project, ProjectPaper
from cocon.projects.models.projects import ENDED
from cocon.projects.services.doing import own_projects
from orgtree.acts import Act, Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.files.rules import EVIDENCE
from orgtree.files.services import clean_file
from orgtree.files.storing import delete_on_commit
from orgtree.scope.models.either import rows_of_either

OPEN = frozenset(ProjectState) - set(ENDED)


def projects_to_file(user, ids=None) -> QuerySet[Project]:
    """Projects that the person runs, or that their unit does."""
    return rows_of_either(Project.objects.all(), Project.objects.allowed(user, P.COCON_MANAGE), own_projects(user))


def own_papers(user) -> QuerySet[ProjectPaper]:
    """Papers of projects of the units whose shared matters the person handles."""
    return ProjectPaper.objects.allowed(user, P.COCON_UNIT)


def papers_seen_by(user) -> QuerySet[ProjectPaper]:
    """Papers of projects within the person's posts, and of those that their unit does."""
    return rows_of_either(
        ProjectPaper.objects.all(), ProjectPaper.objects.allowed(user, P.COCON_VIEW), own_papers(user)
    )


def _read_file(doing: Doing, ids) -> None:
    """What was uploaded is written anew before it is compared and kept."""
    if upload := doing.said["file"]:
        file = clean_file(upload)
        doing.said.update(file=file, digest=sha256(file.read()).hexdigest())
        file.seek(0)


def _digest(doing: Doing) -> str:
    return doing.said.get("digest", "")


def _known(doing: Doing) -> ProjectPaper | None:
    """The same file of the same kind, or the kind that is ticked off without one."""
    said = {name: doing.said[name] for name in ("project", "kind")}
    return ProjectPaper.objects.filter(**said, digest=_digest(doing)).first()


def _is_same(paper: ProjectPaper, doing: Doing) -> bool:
    return paper.digest == _digest(doing)


def _file(paper: ProjectPaper, doing: Doing) -> None:
    project = paper.project
    if project.state not in OPEN:
        raise RuleBroken(
            "wrong_state", f"项目{project.get_state_display()}，不能再登记材料", field="project", conflict=True
        )
    if not PaperKind.objects.offered_at(project.area).filter(pk=paper.kind_id).exists():
        raise not_found("材料", field="kind")
    if not (doing.said["file"] or paper.words):
        raise RuleBroken("words", "请选择文件，或写明纸质材料存放在哪里", field="words")
    EVIDENCE.check_room(project.papers.filter(kind=paper.kind).count(), 1)
    paper.file, paper.digest = doing.said["file"] or "", _digest(doing)


def _drop(paper: ProjectPaper, doing: Doing) -> None:
    if paper.file:
        delete_on_commit([paper.file])


# Source: docs/rules.md, "Projects and money".
paper_acts = declare_acts(
    Acts(
        ProjectPaper,
        called="材料",
        loads=("project__area", "project__unit", "kind"),
        derived=tuple(PaperState.choices),
        acts=(
            Making(
                "file",
                "登记材料",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                own=True,
                doer="单位经办人",
                reach=own_papers,
                on="project",
                asks=(
                    *asks_of(
                        ProjectPaper,
                        "project kind words",
                        project={"rows": projects_to_file},
                        kind={
                            "rows": lambda user, ids=None: PaperKind.objects.filter(is_active=True),
                            "found_by": None,
                        },
                    ),
                    Ask(
                        "file",
                        "文件",
                        is_file=True,
                        is_optional=True,
                        accepts=EVIDENCE.accept,
                        help="图片或 PDF；有居民姓名、电话的材料不要上传，写明存放处",
                    ),
                ),
                first=_read_file,
                run=_file,
                known=_known,
                same=_is_same,
                fits=lambda project: project.state in OPEN,
                leads="办理中",
                stamps=("filed_by", "filed_at"),
                done="已登记：{row.kind}。",
                hint="上传图片或 PDF，或写明纸质材料存放在哪里；一种材料可以有几个文件。",
                icon="attach_file",
                summary="登记项目材料",
                description="写明纸质材料的存放处；文件在页面上传。同一材料已登记的返回200和原记录。",
            ),
            Act(
                "remove",
                "删去",
                "删去",
                frozenset({PaperState.OPEN}),
                None,
                permission=P.COCON_MANAGE,
                own=True,
                doer="单位经办人",
                reach=own_papers,
                removes=True,
                run=_drop,
                done="已删去。",
                hint="登记有误的删去；项目结项后不能再改。",
                icon="delete",
            ),
        ),
    )
)
