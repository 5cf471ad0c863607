"""Communities as a sheet names them."""

from cocon.units.services.pairings import communities_for
from orgtree.models import Area
from orgtree.sheets.declaring import Request
from orgtree.text.rules.written.names import name_key
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS


class CommunityBook:
    """The communities of the area imported into that the person handles, by the writings of their names; 东园 is 东园社区. One query."""

    def __init__(self, request: Request):
        self.area = request.area
        self.by_name: dict[str, list[Area]] = {}
        below = request.area.get_descendants(include_self=True).values("pk")
        for area in communities_for(request.by).filter(pk__in=below):
            for key in {name_key(area.name), name_key(area.name.removesuffix("社区").removesuffix("村"))}:
                self.by_name.setdefault(key, []).append(area)

    def find(self, written: str) -> tuple[Area | None, str]:
        """(the one community meant, ""), or (None, why not); the one that is imported into where the line names none."""
        if not written:
            is_one = self.area.kind in RESIDENT_COMMITTEE_KINDS
            return (self.area, "") if is_one else (None, "请填写是哪个社区")
        found = self.by_name.get(name_key(written), [])
        if len(found) == 1:
            return found[0], ""
        return None, f"有{len(found)}个社区都叫“{written}”" if found else f"{self.area.name}没有“{written}”"
