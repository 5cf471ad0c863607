"""Which version of a category holds where and when, and who may write the next one."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from grids.categories.models import Category
from orgtree.database.prepared import Prepared
from orgtree.database.validation import check_valid
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook, check_keeper

VERSIONS = Prepared(lambda code: Category.objects.filter(code=code).select_related("area", "lead"), code="")
ITS_VERSIONS = Prepared(
    lambda pk: Category.objects.filter(code__in=Category.objects.filter(pk=pk).values("code")).select_related(
        "area", "lead"
    ),
    pk=-1,
)


class CategoryBook:
    """All versions, those of one `code`, or those of the code of the version with the id `pk`, read once. One query."""

    def __init__(self, code: str = "", pk: int | None = None):
        rows = self._read(code, pk)
        self.codes = sorted({row.code for row in rows})
        self._book = OwnedBook(rows)

    @staticmethod
    def _read(code: str, pk: int | None) -> list[Category]:
        if pk is not None:
            return ITS_VERSIONS(pk=pk)
        return VERSIONS(code=code) if code else list(Category.objects.select_related("area", "lead"))

    def version(self, code: str, day: date, area: Area | None) -> Category | None:
        """The version that holds in the area on the day; None where there is none."""
        return self._book.in_force(code, day, area)

    def offered(self, day: date, area: Area | None) -> list[Category]:
        """What a case in the area may be about on the day, in the order of the codes."""
        found = (self.version(code, day, area) for code in self.codes)
        return [row for row in found if row]


def categories_for(user, ids=None) -> QuerySet[Category]:
    """What holds today where the person's posts sit; for nobody in particular, what holds for all. One query, when it is read."""
    held, today = Q(pk__in=[]), timezone.localdate()
    for area in _seats_of(user):
        held |= Q(pk__in=Category.objects.in_force_at(area, today).values("pk"))
    return Category.objects.filter(held).order_by("code")


def find_category(user, pk: int) -> Category | None:
    """The one of `categories_for` with this id, of the versions of its code alone, which it keeps as its `book`."""
    book = CategoryBook(pk=pk)
    offered = (row for area in _seats_of(user) for row in book.offered(timezone.localdate(), area))
    found = next((row for row in offered if row.pk == pk), None)
    if found:
        found.book = book
    return found


def _seats_of(user) -> Iterable[Area | None]:
    posts = user.live_posts if user and user.is_authenticated else ()
    return {post.area or (post.institution and post.institution.area) for post in posts} or {None}


def version_at(category: Category, area: Area, day: date) -> Category:
    """The version of the same code that holds in the area on the day. Raises RuleBroken at `category` for none."""
    found = (category.book or CategoryBook(category.code)).version(category.code, day, area)
    if found is None:
        raise RuleBroken("category", "请选择本地可用的事项分类", field="category")
    return found


def accept_limit_of(category: Category) -> Limit:
    """How soon a case of it is to be accepted."""
    return Limit(category.accept_number, Unit(category.accept_unit))


def handle_limit_of(category: Category) -> Limit:
    """How soon a case of it is to be done."""
    return Limit(category.handle_number, Unit(category.handle_unit))


KEPT = (
    "code",
    "name",
    "level",
    "accept_number",
    "accept_unit",
    "handle_number",
    "handle_unit",
    "lead_id",
    "lead_words",
    "duty",
    "hint",
    "active_from",
)


@transaction.atomic
def save_category(*, category: Category, by) -> Category:
    """The new version, or one not yet in force changed; one in force can only be given an end. Raises RuleBroken at the wrong field."""
    check_keeper(category.area, by)
    rows = Category.objects.select_for_update(of=("self",)).select_related("area")
    stored, today = rows.filter(pk=category.pk).first(), timezone.localdate()
    if stored:
        check_keeper(stored.area, by)
    if stored and stored.active_from <= today:
        changed = next((name for name in KEPT if getattr(category, name) != getattr(stored, name)), None)
        if changed:
            field = changed.removesuffix("_id")
            raise RuleBroken("in_force", "已启用的分类不能修改，请新增一条，从以后的日期起适用", field=field)
    elif category.active_from and category.active_from <= today:
        raise RuleBroken("past", "启用日期应在今天之后，已在办的事项按原来的分类", field="active_from")
    if category.active_to and category.active_to < today:
        raise RuleBroken("past", "停用日期不能早于今天", field="active_to")
    check_valid(category, at="active_from")
    category.save()
    return category
