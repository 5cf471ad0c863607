"""Figures of service certificates."""

from orgtree.declare import Measure, Window, registry
from orgtree.declare.marking import Marker
from volunteers.recognition.lists import certificate_list
from volunteers.recognition.models.certificate import Certificate


def issued_in(window: Window):
    """Sheets issued in the period, whatever became of them later."""
    rows = Certificate.objects.filter(
        number__isnull=False,
        decided_at__gte=window.beginning,
        decided_at__lt=window.ending,
        decided_at__lte=window.as_of,
    )
    return rows.select_related("member", "community").order_by("number")


registry.add_figures(
    [
        Measure(
            key="volunteers.certificates",
            label="开具服务记录单",
            unit="份",
            definition="统计期内由社区开具的服务记录单份数，后来作废的也计入",
            rows=issued_in,
            marks=(Marker(Certificate, ("number", "community"), area="community", day="decided_at"),),
            area="community",
            columns=certificate_list.pick("number masked_member community hours decided_at"),
            group="志愿服务",
            additive=True,
        )
    ]
)
