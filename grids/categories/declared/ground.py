"""What categories declare for the ground floor."""

from grids.categories.models import OutsideMatter
from orgtree.declare import Dictionary, registry

registry.add_dictionaries(
    [
        Dictionary(
            OutsideMatter,
            columns=("name", "area", "channel", "position", "is_active"),
            fields=("area", "name", "channel", "position", "is_active"),
            position=80,
            hint="不在这里受理的事项和正确的渠道；受理时选择，诉求人会被告知。",
        )
    ]
)
