"""Reported figures in the demo: last month is asked for, some communities have reported, one is open again for a few days."""

from datetime import date, timedelta

from config.demo_district.oneform import report_forms
from orgtree.acts import perform, perform_one
from orgtree.choices import PostKind, ReturnState
from orgtree.days.rules.periods import Period
from orgtree.figures.acts import figure_return_acts
from orgtree.figures.services.reporting import ask_for
from orgtree.models import FigureReturn, Post


def build_figure_returns(today: date) -> bool:
    """After last month was filled; False where it was done before."""
    if not ask_for(Period.holding("M", today).previous, today):
        return False
    posts = (
        Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY).select_related("holder").order_by("area__code")
    )
    rows = {row.area_id: row for row in FigureReturn.objects.filter(state=ReturnState.OPEN)}
    for post in [post for post in posts if post.area_id in rows][1::2]:
        perform(figure_return_acts, "confirm", ids=[rows[post.area_id].pk], by=post.holder)
    done = FigureReturn.objects.reported().select_related("area__parent").first()
    street = done and Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=done.area.parent).first()
    if street:
        until = today + timedelta(days=3)
        perform_one(figure_return_acts, "unlock", pk=done.pk, by=street.holder, until=until, reason="补录上月的活动")
    report_forms()
    return True
