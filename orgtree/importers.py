"""Spreadsheets of the ground floor."""

from django import forms

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, NameField, RowForm
from orgtree.tree.services.area_sheets import plan_areas, write_areas

ABOVE_GRIDS = {kind.label for kind in AreaKind} - {AreaKind.GRID.label, AreaKind.BUILDING.label}


class GridRowForm(RowForm):
    """One building of a grid, or a grid alone."""

    carried = frozenset({"kind", "dissolved_on"})
    aliases = {
        "community_code": ("村居代码", "社区编码", "所属社区代码"),
        "community_name": ("社区", "村居名称", "所属社区"),
        "grid_number": ("网格号", "网格代码", "网格编码", "网格"),
        "grid_name": ("小区名称", "网格/小区名称"),
        "building_number": ("楼栋编号", "楼号", "栋号"),
        "building_name": ("楼栋", "楼名称", "楼栋名"),
        "households": ("总户数", "住户数"),
        "residents": ("常住人口数", "常住人数", "人口"),
    }
    example = {
        "community_code": "410305001001",
        "community_name": "示例社区",
        "grid_number": "001",
        "grid_name": "第一网格",
        "building_number": "3",
        "building_name": "3号楼",
        "households": "48",
        "residents": "131",
    }

    community_code = forms.RegexField(
        r"^\d{12}$",
        label="社区代码",
        required=False,
        help_text="12位区划代码；只导入一个社区时可空",
        error_messages={"invalid": "应为12位数字"},
    )
    community_name = NameField(
        label="社区名称", required=False, max_length=60, help_text="可空；填写时与代码核对，不符则不导入"
    )
    grid_number = NameField(label="网格编号", max_length=10, help_text="社区内的网格编号，如 001；按编号对应已有网格")
    grid_name = NameField(label="网格名称", required=False, max_length=60, help_text="新增网格必填")
    building_number = NameField(
        label="楼栋号", required=False, max_length=10, help_text="网格内的楼栋编号，如 3 或 3号楼；只维护网格时可空"
    )
    building_name = NameField(label="楼栋名称", required=False, max_length=60, help_text="新增楼栋必填")
    households = CountField(label="户数", required=False, help_text="只填户数，不填住户信息；空白表示不改动")
    residents = CountField(label="常住人口", required=False, help_text="只填人数，不填人员信息；空白表示不改动")
    kind = NameField(label="区域类型", required=False, max_length=10)
    dissolved_on = DayField(label="撤销日期", required=False)

    def check(self, cells):
        """As above; a line of our own list about an area above the grids has none."""
        if cells.get("kind") not in ABOVE_GRIDS:
            return super().check(cells)
        values, errors = super().check(cells | {"grid_number": "001"})
        return values | {"grid_number": ""}, errors


register_importers(
    Importer(
        key="grids",
        title="网格楼栋表",
        hint="新增或更新社区以下的网格与楼栋，按编号对应；不会撤销表中没有的网格和楼栋",
        permission=P.AREA_EDIT,
        kinds=frozenset(
            {AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN, AreaKind.COMMUNITY, AreaKind.VILLAGE},
        ),
        form=GridRowForm,
        plan=plan_areas,
        write=write_areas,
        undo="名称、户数有误：改正表格后再次导入即可。多建的网格或楼栋：在“区域”中逐个撤销。",
    )
)
