"""The unit's own desk in the menu."""

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
        )
    ]
)
