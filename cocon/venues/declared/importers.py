"""Sheets that people hand in about venues, rooms and what a 15-minute circle has."""

from django import forms

from cocon.units.declared.importers import COMMUNITIES
from cocon.venues.choices import BaseKind, FacilityKind, RoomUse, VenueKind
from cocon.venues.services.kept_sheets import FacilitySheet, KeptSheet, RoomSheet, VenueSheet, plan_by, write_by
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, DayField, LabelField, NameField, RowForm, YesField


class VenueRowForm(RowForm):
    """One venue."""

    aliases = {
        "name": ("阵地名称", "场所名称"),
        "address": ("位置",),
        "since": ("启用时间", "建成日期"),
        "m2": ("面积", "建筑面积"),
        "unit": ("所属单位",),
    }
    example = {
        "name": "东园社区党群服务中心",
        "kind": "党群服务中心",
        "address": "东园路12号",
        "is_public": "是",
        "since": "2024-05-01",
        "m2": "460",
    }

    name = NameField(label="名称", max_length=40)
    kind = LabelField(VenueKind, label="类别")
    base_kind = LabelField(BaseKind, label="基地类型", required=False, help_text="组织生活基地必填，其他不填")
    address = forms.CharField(label="地址", max_length=80)
    unit = NameField(label="开放单位", max_length=100, required=False, help_text="由驻区单位开放的填单位名称")
    is_public = YesField(label="向居民开放", required=False, help_text="是或否；不填算是")
    since = DayField(label="启用日期", month_ok=True)
    until = DayField(label="停用日期", required=False, help_text="最后使用的一天；在用的不填")
    m2 = CountField(
        label="面积（平方米）", required=False, help_text="只用于新登记的；已登记的，变化在“面积与建设”中登记"
    )


class RoomRowForm(RowForm):
    """One room and its terms."""

    aliases = {
        "venue": ("阵地名称", "所属阵地"),
        "name": ("房间", "房间名称", "场地"),
        "use": ("用途",),
        "capacity": ("人数", "可容纳人数", "座位数"),
        "hours": ("开放时段",),
    }
    example = {
        "venue": "东园社区党群服务中心",
        "name": "多功能厅",
        "use": "党员活动室",
        "capacity": "80",
        "hours": "一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00",
        "is_lent": "是",
    }

    venue = NameField(label="阵地", max_length=40, help_text="已登记的阵地的名称")
    name = NameField(label="名称", max_length=30)
    use = LabelField(RoomUse, label="功能")
    capacity = CountField(label="容纳人数")
    hours = forms.CharField(
        label="开放时间",
        max_length=120,
        required=False,
        help_text="写法如：一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00。不填按工作日的办公时间",
    )
    is_lent = YesField(label="可以预约", required=False, help_text="是或否；不填算是")
    for_groups = YesField(label="只接待团队", required=False, help_text="是或否；不填算否")
    asks_approval = YesField(label="须社区确认", required=False, help_text="是或否；不填算否，空着就能约到")
    checks_in = YesField(label="到场登记", required=False, help_text="是或否；不填算否")
    lead_days = CountField(label="提前天数", required=False, help_text="至少提前几个工作日预约；不填算0")
    cancel_days = CountField(label="取消期限", required=False, help_text="至少提前几个工作日取消；不填算0")
    ahead_days = CountField(label="可约天数", required=False, help_text="最远可以约到多少天以后；不填算60")
    prepare = CountField(label="准备时间", required=False, help_text="每次使用前留出的分钟数；不填算0")
    longest = CountField(label="最长使用", required=False, help_text="一次最多多少分钟；不填算240")
    most_a_day = CountField(label="每天次数", required=False, help_text="同一人每天最多约几次；不填算2")
    waits_for = CountField(label="等候时间", required=False, help_text="到场登记的房间开始后等多少分钟；不填算15")


class FacilityRowForm(RowForm):
    """Something within a quarter of an hour on foot."""

    aliases = {"kind": ("设施类别",), "name": ("设施名称",), "since": ("起",), "until": ("止",)}
    example = {"kind": "卫生服务站", "name": "东园社区卫生服务站", "since": "2024-05-01"}

    kind = LabelField(FacilityKind, label="类别")
    name = NameField(label="名称", max_length=40)
    since = DayField(label="启用日期", month_ok=True, help_text="从哪一天起有")
    until = DayField(label="停用日期", required=False, help_text="最后一天；现在还有的不填")


def declare(key: str, form: type[RowForm], sheet: type[KeptSheet], *, title: str, hint: str, undo: str) -> Importer:
    """The importer of a kind: headings and drop-downs are those of its form."""
    fields = form.base_fields
    told = {name: one.words for name, one in fields.items() if isinstance(one, LabelField | YesField)}
    return Importer(
        key=key,
        title=title,
        hint=hint,
        permission=P.VENUE_MANAGE,
        kinds=COMMUNITIES,
        form=form,
        plan=plan_by(sheet, {name: str(one.label) for name, one in fields.items()}),
        write=write_by(sheet),
        undo=undo,
        choices=lambda: told,
    )


register_importers(
    declare(
        "venues",
        VenueRowForm,
        VenueSheet,
        title="阵地",
        hint="登记社区的阵地和面积；名称相同的更新表中填了的各项，房间另有一张表",
        undo="登记有误：在“阵地”中修改，不用的填停用日期。",
    ),
    declare(
        "rooms",
        RoomRowForm,
        RoomSheet,
        title="房间与场地",
        hint="登记阵地里的房间、开放时间和预约规则；同一阵地名称相同的更新表中填了的各项",
        undo="登记有误：在“房间与场地”中修改，不再出借的把“可以预约”改为否。",
    ),
    declare(
        "facilities",
        FacilityRowForm,
        FacilitySheet,
        title="生活圈设施",
        hint="登记社区步行十五分钟内的设施；类别和名称相同的更新日期",
        undo="登记有误：在“生活圈设施”中修改，没有了的填停用日期。",
    ),
)
