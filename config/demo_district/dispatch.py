"""Rules of dispatch of the demo, before its cases: two in force, by one of which a case comes back, and one planned."""

from datetime import timedelta

from config.demo_district.district_map import Part
from grids.dispatch.services.acts import rule_acts
from grids.models import Category
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import Post

# (class, days from today, given out by itself, why)
RULES = (
    ("0202", 0, True, "三定方案：路灯维护"),
    ("0603", 0, False, "去年联席会议纪要"),
    ("0207", 30, False, "道路养护移交后"),
)


def build_dispatch(part: Part) -> None:
    """In the street of the first part, to the department of the login."""
    department = (
        Post.objects.live().filter(kind=PostKind.DEPARTMENT).select_related("institution").order_by("pk").first()
    )
    street = part.communities[0].parent
    keeper = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=street).select_related("holder").first()
    if not (part.is_first and department and keeper):
        return
    categories = {row.code: row for row in Category.objects.filter(area=None)}
    for code, days, is_automatic, words in RULES:
        said = {"area": street, "category": categories[code], "unit": department.institution, "words": words}
        day = part.today + timedelta(days=days)
        make(rule_acts, "enter", by=keeper.holder, active_from=day, is_automatic=is_automatic, **said)
