"""What of grids and their cases names an area, and what becomes of it when communities are merged or split."""

from grids.choices import CaseState
from grids.models import Case, StaffTerm
from grids.staff.choices import TermState
from orgtree.declare import registry
from orgtree.declare.seats import staying, told

OVER = [CaseState.CLOSED, CaseState.NOT_OURS, CaseState.MERGED, CaseState.WITHDRAWN]

registry.add_seats(
    [
        told("grids.case.area", "未办结的网格事项", "件", lambda: Case.objects.exclude(state__in=OVER)),
        told("grids.staffterm.area", "网格力量任职", "个", lambda: StaffTerm.objects.filter(state=TermState.HELD)),
        *staying("grids", "category.area outsidematter.area dispatchrule.area dispatchnumber.area doororder.area"),
        *staying("grids", "windowcount.area formulanumber.area indexpoint.area gridindex.area openmonth.area"),
        *staying("grids", "reply.area replyuse.area gridcard.area staffnorm.area scorenumber.area"),
    ]
)
