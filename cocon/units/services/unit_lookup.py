"""Units as a sheet names them: by credit code, by the whole name, or by what its writings have in common."""

from collections import defaultdict

from cocon.units.rules import unit_key
from cocon.units.services.pairings import units_near
from orgtree.models import Area, Institution
from orgtree.text.rules.written.names import name_key
from volunteers.members.rules.unit_names import normal_unit_name

NAMED = 3  # so many of what a name might mean are told


class UnitBook:
    """The open units that the communities of an area may turn to, found as people write them. One query."""

    def __init__(self, area: Area):
        self.by_code: dict[str, Institution] = {}
        self.by_name: dict[str, list[Institution]] = defaultdict(list)
        self.by_key: dict[str, list[Institution]] = defaultdict(list)
        for unit in units_near([area]).select_related("area"):
            if unit.uscc:
                self.by_code[unit.uscc] = unit
            self.by_name[normal_unit_name(unit.name)].append(unit)
            self.by_key[unit_key(unit.name)].append(unit)

    def find(self, name: str, code: str) -> tuple[Institution | None, str, str]:
        """(the one unit meant, "", ""), or (None, which column is wrong, why): a unit is asked for, never made."""
        if code:
            unit = self.by_code.get(code.upper())
            if unit is None:
                return None, "统一社会信用代码", "没有登记这个代码的单位；请核对代码，或先在“单位”中登记"
            if name and not self._may_be_called(unit, name):
                return None, "单位名称", f"与代码不符：这个代码是{unit.name}"
            return unit, "", ""
        if not name:
            return None, "单位名称", "请填写单位名称或统一社会信用代码"
        exact = self.by_name.get(normal_unit_name(name), [])
        if len(exact) == 1:
            return exact[0], "", ""
        if exact:
            return None, "单位名称", f"有{len(exact)}家同名单位，请填统一社会信用代码"
        alike = self.by_key.get(unit_key(name), [])
        if alike:
            meant = "、".join(unit.name for unit in alike[:NAMED])
            return None, "单位名称", f"没有“{name}”；登记的是{meant}，请照登记的名称填写，或填统一社会信用代码"
        return None, "单位名称", f"没有“{name}”这家单位；请核对名称，或先在“单位”中登记"

    @staticmethod
    def _may_be_called(unit: Institution, name: str) -> bool:
        return name_key(unit.name) == name_key(name) or unit_key(unit.name) == unit_key(name)
