"""Which version of a category holds where and when, and who may write the next one."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from grids.categories.models import Category
from orgtree.database.kept import Kept
from orgtree.database.validation import check_valid
from orgtree.days.rules.working_time import Limit, Unit
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.owned.services.owned import OwnedBook, check_keeper


class CategoryBook:
    """All versions, with their areas and leads."""

    def __init__(self, rows: Iterable[Category]):
        self.by_id = {row.pk: row for row in rows}
        self.codes = sorted({row.code for row in self.by_id.values()})
        self._book = OwnedBook(self.by_id.values())

    def version(self, code: str, day: date, area: Area | None) -> Category | None:
        """The version that holds in the area on the day; None where there is none."""
        return self._book.in_force(code, day, area)

    def offered(self, day: date, area: Area | None) -> list[Category]:
        """What a case in the area may be about on the day, in the order of the codes."""
        found = (self.version(code, day, area) for code in self.codes)
        return [row for row in found if row]


category_book = Kept(
    lambda: CategoryBook(Category.objects.select_related("area", "lead")), {Category: ["area", "lead"]}
)


def categories_for(user, ids=None) -> QuerySet[Category]:
    """What holds today where the person's posts sit; for nobody in particular, what holds for all. One query, when it is read."""
    held, today = Q(pk__in=[]), timezone.localdate()
    for area in _seats_of(user):
        held |= Q(pk__in=Category.objects.in_force_at(area, today).values("pk"))
    return Category.objects.filter(held).order_by("code")


def find_category(user, pk: int) -> Category | None:
    """The one of `categories_for` with this id."""
    book, today = category_book(), timezone.localdate()
    row = book.by_id.get(pk)
    return row if row and any(book.version(row.code, today, area) == row for area in _seats_of(user)) else None


def _seats_of(user) -> Iterable[Area | None]:
    posts = user.live_posts if user and user.is_authenticated else ()
    return {post.area or (post.institution and post.institution.area) for post in posts} or {None}


def version_at(category: Category, area: Area, day: date) -> Category:
    """The version of the same code that holds in the area on the day. Raises RuleBroken at `category` for none."""
    found = category_book().version(category.code, day, area)
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
