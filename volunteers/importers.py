"""Spreadsheets of the first floor."""

from django import forms

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Box, Importer, register_importers
from orgtree.sheets.forms import ClockField, CountField, DayField, NameField, PhoneField, RowForm, WordsField
from orgtree.text.rules.written.clocks import UnreadClock
from orgtree.text.rules.written.days import UnreadDay
from orgtree.text.rules.written.spells import read_spell
from volunteers.choices import ActivityCategory, CloseReason, DutyClass, DutyKind, FreeTime, TeamKind
from volunteers.duties.services.duty_sheets import plan_duties, write_duties
from volunteers.members.rules.residence import names_a_door
from volunteers.members.services.roster import plan_roster, write_roster
from volunteers.models import ServiceKind, Skill
from volunteers.service.services.booklets import PLAIN_KIND, plan_booklets, write_booklets
from volunteers.standing.services.deed_sheets import deed_choices, plan_deeds, write_deeds
from volunteers.teams.services.team_sheets import plan_teams, write_teams

COMMUNITIES = frozenset({AreaKind.COMMUNITY, AreaKind.VILLAGE})


class MemberNumberField(forms.RegexField):
    """The number printed on lists, as a whole number; None when empty."""

    def __init__(self, *, label: str = "编号", **kwargs):
        super().__init__(r"^0*[1-9]\d{0,8}$", label=label, required=False, **kwargs)
        self.error_messages["invalid"] = "应为名册上的党员编号"

    def clean(self, value):
        text = super().clean(value)
        return int(text) if text else None


class PersonRowForm(RowForm):
    """A row about one member, known by number or phone. A masked phone beside the number leaves the phone as it is."""

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if "*" not in phone:
            return phone
        if not self.cleaned_data.get("number"):
            raise forms.ValidationError("手机号打了星号，认不出是谁；请填党员编号或完整的手机号")
        return ""


class RosterRowForm(PersonRowForm):
    """One in-service member."""

    aliases = {
        "number": ("党员编号", "人员编号"),
        "name": ("党员姓名",),
        "phone": ("手机号", "手机号码", "联系电话", "联系方式", "电话"),
        "unit_name": ("单位", "单位名称", "所在单位"),
        "residence": ("居住小区", "居住地", "居住小区楼栋", "小区/楼栋", "小区"),
        "skills": ("专长", "特长爱好", "技能", "特长/技能"),
        "free_times": ("服务时间", "空闲时间"),
        "interests": ("服务意向", "服务类别", "意愿服务"),
        "grid": ("所属网格", "网格名称", "编入网格", "网格编号"),
        "building": ("楼栋号", "楼栋名称", "所属楼栋"),
    }
    example = {
        "name": "张示例",
        "phone": "13800000000",
        "unit_name": "示例区示例局",
        "residence": "示例小区3号楼",
        "grid": "第一网格",
        "building": "3号楼",
    }
    carried = frozenset({"state"})

    number = MemberNumberField(help_text="已有党员的8位编号；新党员不填")
    name = NameField(label="姓名", max_length=40)
    phone = PhoneField(label="手机", required=False, masked_ok=True, help_text="11位手机号，用来认人；没有手机的可空")
    unit_name = NameField(label="工作单位", required=False, max_length=100, help_text="新增必填")
    residence = NameField(
        label="居住小区/楼栋", required=False, max_length=60, help_text="新增必填；只写到小区和楼栋，不写门牌号"
    )
    skills = WordsField(label="特长", required=False, help_text="从可选值中选，多项用顿号隔开；空白表示不改动")
    free_times = WordsField(
        label="可服务时间", required=False, help_text="从可选值中选，多项用顿号隔开；空白表示不改动"
    )
    interests = WordsField(
        label="愿意参加的服务", required=False, help_text="从可选值中选，多项用顿号隔开；空白表示不改动"
    )
    grid = NameField(label="网格", required=False, max_length=60, help_text="网格名称或编号；填写即编入该网格")
    building = NameField(label="楼栋", required=False, max_length=60, help_text="楼栋名称或楼栋号；填写即编入该楼栋")
    state = forms.CharField(label="报到状态", required=False)

    def clean_residence(self):
        text = self.cleaned_data["residence"]
        if names_a_door(text):
            raise forms.ValidationError("请只写到楼栋，去掉房间号：平台不收集门牌号")
        return text


def roster_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {
        "skills": list(Skill.objects.filter(is_active=True).values_list("name", flat=True)),
        "free_times": list(FreeTime.labels),
        "interests": list(ActivityCategory.labels),
    }


class BookletRowForm(PersonRowForm):
    """One line of a member's paper booklet, or of the record card (记录卡) of offices, which says when in other columns."""

    carried = frozenset({"unit_name", "spell", "length", "state"})
    instead = {"day": ("spell",), "start": ("spell",), "end": ("spell",)}

    aliases = {
        "number": ("党员编号", "人员编号"),
        "name": ("党员姓名",),
        "phone": ("手机号", "手机号码", "联系电话"),
        "kind": ("类别", "服务项目", "服务类型"),
        "day": ("服务日期",),
        "start": ("开始时间", "起始时间"),
        "end": ("结束时间", "终止时间"),
        "people_served": ("服务对象人数", "惠及人数"),
        "good_deeds": ("办实事件数", "办成的好事实事", "实事件数"),
        "team": ("志愿服务队", "所在服务队"),
        "note": ("服务内容", "活动内容"),
        "unit_name": ("单位", "单位名称", "所在单位"),
        "spell": ("起止时间", "服务起止时间", "时间"),
        "length": ("时长", "服务时数", "服务小时数"),
    }
    example = {
        "number": "00000001",
        "name": "张示例",
        "kind": "见可选值",
        "day": "2026-3-5",
        "start": "8:30",
        "end": "10:00",
        "people_served": "12",
        "good_deeds": "1",
        "note": "清理楼道杂物",
    }

    number = MemberNumberField(help_text="8位党员编号；编号、手机、工作单位至少填一个")
    name = NameField(label="姓名", max_length=40, help_text="与编号或手机核对，不符则不导入")
    phone = PhoneField(label="手机", required=False, masked_ok=True, help_text="11位手机号")
    kind = NameField(
        label="服务类别", required=False, max_length=30, help_text="从可选值中选；不写的，上传时须勾选按哪一类登记"
    )
    day = DayField(label="日期", help_text="如 2026-3-5 或 2026年3月5日")
    start = ClockField(label="开始", help_text="整点或半点，如 8:30")
    end = ClockField(label="结束", help_text="整点或半点，如 10:00；过了零点写 次日2:00")
    people_served = CountField(label="服务人数", required=False, help_text="只填人数")
    note = forms.CharField(label="内容", max_length=300, help_text="做了什么；不写服务对象的姓名和住址")
    good_deeds = CountField(label="好事实事", required=False, help_text="为群众办成了几件事；没有就空着")
    team = NameField(label="服务队", required=False, max_length=40, help_text="随服务队参加的填队名；否则空着")
    unit_name = NameField(
        label="工作单位", required=False, max_length=100, help_text="没有编号和手机的，按姓名和工作单位认人"
    )
    spell = forms.Field(
        label="服务时间", required=False, help_text="如 2026.11.6 8:30-11:30；只写上午、下午的另填服务时长"
    )
    length = forms.Field(label="服务时长", required=False, help_text="如 2小时30分")
    state = forms.CharField(label="状态", required=False)

    def check(self, cells):
        """As above; where the sheet has the columns of the card, day, start and end are what they say."""
        if not cells.get("spell"):
            return super().check(cells)
        try:
            spell = read_spell(cells["spell"], day=cells.get("day", ""), length=cells.get("length", ""))
        except (UnreadDay, UnreadClock) as error:
            return {}, [(self.fields["spell"].label, str(error))]
        values, errors = super().check(cells | {"day": str(spell.day), "start": "0:00", "end": "1:00"})
        return values | {"start": spell.start, "end": spell.end, "part": spell.part}, errors


def booklet_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(ServiceKind.objects.filter(is_active=True).values_list("name", flat=True))}


class DeedRowForm(RowForm):
    """One deed of one member."""

    carried = frozenset({"state"})

    aliases = {
        "number": ("党员编号", "人员编号"),
        "name": ("党员姓名",),
        "item_code": ("项目代码", "积分项目代码"),
        "day": ("发生日期",),
        "quantity": ("数量", "级别", "次数"),
        "evidence": ("凭据", "说明"),
    }
    example = {
        "number": "00000001",
        "name": "张示例",
        "item_code": "G04",
        "day": "2026-3-5",
        "quantity": "1",
        "evidence": "3月5日议事会会议纪要",
    }

    number = MemberNumberField(help_text="8位党员编号")
    name = NameField(label="姓名", max_length=40, help_text="与编号核对，不符则不导入")
    item_code = forms.CharField(label="积分项目", max_length=10, help_text="项目代码，从可选值中选；扣减项不能导入")
    day = DayField(label="日期", error_messages={"required": "不能为空"})
    quantity = CountField(label="数量或级别", required=False, help_text="多少次、件、月；表彰填级别；空白为1")
    deed_key = NameField(label="事迹名称", max_length=60, required=False, help_text="表彰须填")
    evidence = forms.CharField(label="依据", max_length=500, help_text="会议、文件、办结编号等")
    state = forms.CharField(label="状态", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].required = True


class NumbersField(WordsField):
    """Member numbers, separated by 、 or blanks: a list of whole numbers without repeats."""

    fills_down = False  # people merged over two teams are not known to be in both

    def clean(self, value):
        words = super().clean(value)
        if not all(word.isdecimal() and 0 < int(word) < 10**9 for word in words):
            raise forms.ValidationError("应为党员编号，多个用顿号隔开")
        return list(dict.fromkeys(int(word) for word in words))


class TeamRowForm(RowForm):
    """One service team."""

    carried = frozenset({"dissolved_on"})

    aliases = {
        "name": ("服务队名称", "队名", "志愿服务队"),
        "kind": ("服务队类别", "类型"),
        "contact": ("联系电话", "办公地点"),
        "founded_on": ("成立时间",),
        "people": ("队员",),
    }
    example = {
        "name": "示例社区邻里帮帮队",
        "kind": "综合服务",
        "slogan": "邻里有事我来帮",
        "contact": "社区党群服务中心一楼",
        "founded_on": "2026-3-5",
    }

    name = NameField(label="名称", max_length=40, help_text="同一社区内按名称认队")
    kind = NameField(label="类别", required=False, max_length=16, help_text="从可选值中选；新增必填")
    slogan = forms.CharField(label="口号", required=False, max_length=60)
    contact = forms.CharField(
        label="联系方式", required=False, max_length=60, help_text="所有人可见：办公地点或值班电话，不写个人手机号"
    )
    founded_on = DayField(label="成立日期", required=False, help_text="如 2026-3-5；新增必填")
    leader = MemberNumberField(label="队长编号", help_text="队长的8位党员编号，可空")
    people = NumbersField(label="队员编号", required=False, help_text="党员编号，多个用顿号隔开；只新增，不移出")
    dissolved_on = DayField(label="解散日期", required=False)


def team_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {"kind": list(TeamKind.labels)}


class DutyRowForm(RowForm):
    """One duty post."""

    carried = frozenset({"state"})

    aliases = {
        "title": ("岗位", "名称", "岗位设置"),
        "post_class": ("类别", "岗位分类"),
        "kind": ("类型",),
        "duties": ("职责", "工作职责", "岗位要求"),
        "needed": ("人数", "需求人数", "设岗人数", "岗位数"),
        "skills": ("特长", "所需专长"),
        "free_times": ("服务时间", "可服务时间"),
        "since": ("开始日期",),
        "until": ("截止日期", "结束日期"),
        "contact": ("联系电话", "办公地点"),
        "grid": ("所属网格", "网格名称", "网格编号"),
        "building": ("楼栋号", "楼栋名称", "所属楼栋"),
    }
    example = {
        "title": "政策宣讲员",
        "post_class": "社区治理",
        "kind": "普通岗",
        "duties": "每月入户宣讲一次",
        "needed": "2",
        "contact": "社区党群服务中心一楼",
    }

    title = NameField(label="岗位名称", max_length=40, help_text="同一社区、网格或楼栋内按名称认岗")
    post_class = NameField(label="岗位类别", required=False, max_length=20, help_text="从可选值中选；新增必填")
    kind = NameField(label="岗位类型", required=False, max_length=10, help_text="从可选值中选；空白为普通岗")
    duties = forms.CharField(label="岗位职责", required=False, max_length=500, help_text="做什么；新增必填")
    needed = CountField(label="需要人数", required=False, help_text="新增时空白为1人；不能少于已认领的人数")
    skills = WordsField(label="所需特长", required=False, help_text="从可选值中选，多项用顿号隔开")
    free_times = WordsField(label="上岗时间", required=False, help_text="从可选值中选，多项用顿号隔开")
    since = DayField(label="任期开始", required=False, help_text="如 2026-3-5；新增时空白为今天")
    until = DayField(label="任期截止", required=False, help_text="当日起不再在岗；长期岗位不填")
    contact = forms.CharField(
        label="联系方式", required=False, max_length=60, help_text="党员可见：办公地点或值班电话，不写个人手机号"
    )
    grid = NameField(label="网格", required=False, max_length=60, help_text="设在网格的填网格名称或编号")
    building = NameField(label="楼栋", required=False, max_length=60, help_text="设在楼栋的填楼栋名称或楼栋号")
    state = forms.CharField(label="状态", required=False)


def duty_choices() -> dict[str, list[str]]:
    """Words that the columns take."""
    return {
        "post_class": list(DutyClass.labels),
        "kind": list(DutyKind.labels),
        "skills": roster_choices()["skills"],
        "free_times": list(FreeTime.labels),
    }


register_importers(
    Importer(
        key="roster",
        title="在职党员名册",
        hint="登记在本社区报到的在职党员，按编号或手机认人；导入即视为社区已接收报到",
        permission=P.REPORT_IN_DECIDE,
        kinds=COMMUNITIES,
        form=RosterRowForm,
        plan=plan_roster,
        write=write_roster,
        undo="信息有误：改正表格后再次导入。不应报到的人：在“报到”中注销，原因选“登记有误”。",
        taken_back={"volunteers.ReportIn": ("close", {"reason": CloseReason.MISTAKE})},
        boxes=(Box("consented", "名册中的党员均已签署知情同意书，纸质原件由社区保存"),),
        choices=roster_choices,
    ),
    Importer(
        key="booklets",
        title="服务记录手册",
        hint="补录纸质手册上的服务，标记为“手册补录”；由另一位工作人员确认后计分",
        permission=P.SERVICE_ENTER,
        kinds=COMMUNITIES,
        form=BookletRowForm,
        plan=plan_booklets,
        free_boxes=(Box(PLAIN_KIND, "没有写服务类别的，按“一般志愿服务”登记"),),
        write=write_booklets,
        undo="尚未确认的：在“服务记录”中撤回或退回。已确认的：作废，积分自动冲正。",
        choices=booklet_choices,
    ),
    Importer(
        key="deeds",
        title="积分事项",
        hint="登记会议、建议、表彰等不在服务记录里的积分事项；由确认人确认后计分",
        permission=P.POINTS_ENTER,
        kinds=COMMUNITIES,
        form=DeedRowForm,
        plan=plan_deeds,
        write=write_deeds,
        undo="尚未确认的：在“积分事项”中撤回或退回。已记入的：冲正。",
        choices=deed_choices,
    ),
    Importer(
        key="teams",
        title="志愿服务队",
        hint="登记本社区的志愿服务队及队员，按队名认队；队员只新增不移出，均应本人自愿",
        permission=P.ACTIVITY_MANAGE,
        kinds=COMMUNITIES,
        form=TeamRowForm,
        plan=plan_teams,
        write=write_teams,
        undo="信息有误：改正后再次导入。多登记的队：在“服务队”中解散。多登记的队员：在“服务队队员”中办理离队。",
        boxes=(Box("willing", "表中队员均为自愿加入"),),
        choices=team_choices,
    ),
    Importer(
        key="duties",
        title="岗位设置",
        hint="登记本社区及其网格、楼栋的岗位，按区域和名称认岗；空白不改动，表中没有的岗位不停止",
        permission=P.DUTY_MANAGE,
        kinds=COMMUNITIES,
        form=DutyRowForm,
        plan=plan_duties,
        write=write_duties,
        undo="信息有误：改正后再次导入。多设的岗位：在“岗位设置”中停止。",
        choices=duty_choices,
    ),
)
