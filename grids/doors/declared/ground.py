"""What the doors declare for the ground floor."""

from grids.doors.models import ReportPhoto
from orgtree.choices import Permission as P
from orgtree.declare import Broken, registry
from orgtree.files.shown import file_in

registry.add_files(
    [
        file_in(
            "case-photo",
            ReportPhoto,
            "photo",
            lambda user: ReportPhoto.objects.allowed(user, P.CASE_VIEW),
            lambda user: ReportPhoto.objects.allowed(user, P.CASE_UNIT),
            nobody="a picture of a matter, sent without an account; goes when who asked is forgotten (services/keeping.py)",
        )
    ]
)
registry.add_constraints(
    {
        "order_once_a_year": Broken("order_known", "这一来件编号本年度已收到", "outside_number"),
        "window_count_once_a_day": Broken("known", "这一天这一种已登记，有误的请先作废", "kind"),
    }
)
