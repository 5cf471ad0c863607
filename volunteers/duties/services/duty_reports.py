"""Posts of an area at a glance: needed, claimed, appointed by class and by place; the list for public notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from orgtree.models import Area
from orgtree.sheets.documents import Document
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from volunteers.duties.choices import DutyClass
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.members.rules.consents import UNNAMED
from volunteers.members.services.consents import named_in_notices

LEVELS = 6  # from a building up to its city
NOTICE_HEADINGS = ("序号", "岗位类别", "岗位名称", "区域", "需要人数", "在岗人数", "在岗党员")


@dataclass
class Tally:
    """Posts and heads of one class or one place."""

    label: str
    area: Area | None = None
    # The code of the class; of a place, whether only the posts of the area itself are meant.
    post_class: str = ""
    is_own: bool = False
    posts: int = 0
    needed: int = 0
    waiting: int = 0
    appointed: int = 0

    @property
    def missing(self) -> int:
        return self.needed - self.appointed

    def add(self, needed: int, waiting: int, appointed: int) -> None:
        self.posts += 1
        self.needed += needed
        self.waiting += waiting
        self.appointed += appointed

    @property
    def cells(self) -> tuple[int, int, int, int, int]:
        return self.posts, self.needed, self.waiting, self.appointed, self.missing


@dataclass
class Overview:
    """Tallies of the open posts of an area: by class, by the areas right below it, and in all."""

    area: Area
    classes: list[Tally]
    places: list[Tally] = field(default_factory=list)
    total: Tally = field(default_factory=lambda: Tally("合计"))


def overview_of(area: Area) -> Overview:
    """The tallies of today. Three queries."""
    classes = {code: Tally(label, post_class=code) for code, label in DutyClass.choices}
    places = {child.pk: Tally(child.name, child) for child in area.children.all()}
    own = Tally(f"{area.name}（本级）", area, is_own=True)
    overview = Overview(area, list(classes.values()))
    for post_class, heads, chain in _posts(area):
        place = next((places[pk] for pk in chain if pk in places), own)
        for tally in (classes[post_class], place, overview.total):
            tally.add(*heads)
    overview.places = [tally for tally in (own, *places.values()) if tally.posts]
    return overview


def _posts(area: Area) -> Iterable[tuple[str, tuple[int, int, int], tuple]]:
    """(class, (needed, waiting, appointed), ids of the areas above) of the open posts below `area`."""
    above = ["area" + "__parent" * level + "_id" for level in range(LEVELS)]
    posts = DutyPost.objects.open_on(timezone.localdate()).within(area).counted().order_by()
    for post_class, needed, waiting, appointed, *chain in posts.values_list(
        "post_class", "needed", "waiting", "appointed", *above
    ):
        yield post_class, (needed, waiting, appointed), tuple(chain)


def overview_workbook(overview: Overview) -> IO[bytes]:
    """The overview as a workbook of two sheets."""
    about = f"统计时间：{timezone.localtime():%Y-%m-%d %H:%M}。范围：{overview.area.path_label()}。缺岗＝需要人数−在岗人数。"
    title = f"{overview.area.name}岗位需求一览"
    return write_workbook(
        [
            _tally_sheet("按类别", "岗位类别", title, about, overview.classes),
            _tally_sheet("按区域", "区域", title, about, overview.places),
        ]
    )


def _tally_sheet(name: str, first: str, title: str, about: str, tallies: Sequence[Tally]) -> Sheet:
    counted = [Heading(label, number=True, summed=True) for label in ("岗位数", "需要人数", "待任岗", "在岗", "缺岗")]
    rows = [(tally.label, *tally.cells) for tally in tallies]
    return Sheet(name, title, about, [Heading(first, width=28), *counted], rows)


def notice_rows(area: Area) -> list[tuple]:
    """The rows of the public notice (NOTICE_HEADINGS): names in full only where the member agreed to be named."""
    claims = DutyClaim.objects.appointed().select_related("member").order_by("appointed_at", "pk")
    posts = DutyPost.objects.open_on(timezone.localdate()).within(area).select_related("area__parent__parent")
    posts = posts.prefetch_related(Prefetch("claims", claims, to_attr="held")).order_by(
        "post_class", "area__code", "pk"
    )
    listed = sorted(posts, key=lambda post: DutyClass.values.index(post.post_class))
    named = named_in_notices([claim.member_id for post in listed for claim in post.held])
    return [
        (
            number,
            post.get_post_class_display(),
            post.title,
            post.area.place_label,
            post.needed,
            len(post.held),
            "、".join(_shown(claim, named) for claim in post.held),
        )
        for number, post in enumerate(listed, start=1)
    ]


def claims_on_notice(area: Area) -> QuerySet[DutyClaim]:
    """The claims whose members the public notice names."""
    posts = DutyPost.objects.open_on(timezone.localdate()).within(area)
    return DutyClaim.objects.appointed().filter(post__in=posts.order_by().values("pk"))


def _shown(claim: DutyClaim, named: set[int]) -> str:
    return claim.member.name if claim.member_id in named else UNNAMED


def notice_document(area: Area, rows: Sequence[tuple]) -> Document:
    """岗位公示表, to be printed and put up."""
    document = Document(f"{area.name}岗位公示表", meta=_meta(area), landscape=True)
    document.table(NOTICE_HEADINGS, rows, widths=[1, 2.4, 3, 3, 1.2, 1.2, 5])
    document.note("说明：写作“未公开姓名”的，是本人没有选择公示姓名。对公示内容有意见的，请向社区党组织反映。")
    document.signatures(f"{area.name}党组织")
    return document


def notice_workbook(area: Area, rows: Sequence[tuple]) -> IO[bytes]:
    """The same as a workbook."""
    headings = [
        Heading(label, number=label in {"序号", "需要人数", "在岗人数"}, summed=label in {"需要人数", "在岗人数"})
        for label in NOTICE_HEADINGS
    ]
    return write_workbook([Sheet("岗位公示表", f"{area.name}岗位公示表", _meta(area), headings, rows)])


def _meta(area: Area) -> str:
    return f"公示单位：{area.name}党组织　　制表日期：{timezone.localdate():%Y-%m-%d}"
