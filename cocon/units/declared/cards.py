"""The unit's own desk in the menu, and units that may be one, beside the list of all units."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Tab, registry

registry.add_tabs(
    [
        Tab(
            key="unit-home",
            label="本单位共建",
            place="cocon",
            url=lambda: reverse("unit-home"),
            permission=P.COCON_UNIT,
            position=5,
        ),
        Tab(
            key="units-alike",
            label="可能重复的单位",
            place="settings",
            url=lambda: reverse("admin:cocon_unitprofile_alike"),
            permission=P.INSTITUTION_EDIT,
            position=26,
        ),
    ]
)
