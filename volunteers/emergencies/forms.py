"""The desk's forms of emergencies."""

from datetime import date, timedelta
from typing import ClassVar

from django import forms
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.models import Area
from volunteers.duties.choices import DutyClass, DutyKind
from volunteers.emergencies.choices import EmergencyKind
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.services.life import areas_of, limits_today
from volunteers.members.choices.people import FreeTime
from volunteers.members.forms.fields import MemberForm
from volunteers.members.models.member import Skill
from volunteers.service.forms.service import CHOOSE, ENDS, STARTS, day_in_words, moment_on

LEVELS_OFFERED = 2  # below the seat of a post: a street offers its communities and grids
MOST_OFFERED = 400
NOT_OFFERED = [AreaKind.BUILDING]


class AreaChoices(forms.ModelMultipleChoiceField):
    """Areas by their path below the viewer's seat."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, area):
        return area.place_label if area.kind in (AreaKind.GRID, AreaKind.BUILDING) else area.name


class AreaChoice(forms.ModelChoiceField):
    def label_from_instance(self, area):
        return area.place_label


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "请填写有效日期，如2026-07-31"}


class DraftForm(MemberForm):
    """What, where, why, until when."""

    title = forms.CharField(label="名称", max_length=60, help_text="例如：七月强降雨防汛")
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), *EmergencyKind.choices])
    reason = forms.CharField(label="启动依据", max_length=200, help_text="写明事由，有文件的写文号")
    planned_end = DayField(label="计划结束日期")
    areas = AreaChoices(None, label="动员区域", help_text="选了上级就不用再选它的下级")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = offered_areas(user)
        self.fields[
            "planned_end"
        ].help_text = f"当日结束后自动停止；最多{limits_today().longest_days}天，到期可说明理由延长"


def offered_areas(user):
    """The areas at and shortly below the viewer's seats, to choose from."""
    seats = [post.area for post in user.live_posts if post.area]
    deepest = max((seat.level for seat in seats), default=0) + LEVELS_OFFERED
    reach = Area.objects.allowed(user, P.EMERGENCY_OPEN).current().filter(level__lte=deepest)
    chosen = reach.exclude(kind__in=NOT_OFFERED).order_by("tree_id", "level", "code").values("pk")[:MOST_OFFERED]
    return Area.objects.filter(pk__in=chosen).select_related("parent__parent").order_by("level", "code")


class ExtendForm(MemberForm):
    planned_end = DayField(label="延长到")
    reason = forms.CharField(label="延长理由", max_length=200)


class CallUpForm(MemberForm):
    """Whom to call: nothing chosen is everyone here."""

    places = AreaChoices(None, label="只动员以下几处", required=False, help_text="不选就是这里的全部")
    skills = forms.ModelMultipleChoiceField(
        Skill.objects.filter(is_active=True),
        label="特长",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="只找得到同意展示特长的党员",
    )
    free_times = forms.MultipleChoiceField(
        label="可服务时间", choices=FreeTime.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    duties = forms.MultipleChoiceField(
        label="担任岗位", choices=DutyClass.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, spots: list[Area], **kwargs):
        super().__init__(*args, **kwargs)
        narrower = {"pk__in": [spot.pk for spot in spots]} if len(spots) > 1 else {"parent__in": spots}
        offered = Area.objects.current().filter(**narrower).select_related("parent__parent")
        self.fields["places"].queryset = offered.order_by("position", "code")


class ShiftForm(MemberForm):
    """When, where, doing what, how many."""

    area = AreaChoice(None, label="所在区域", empty_label="请选择")
    place = forms.CharField(label="集合地点", max_length=60)
    task = forms.CharField(label="任务", max_length=100, help_text="例如：巡查排水口、搬运沙袋")
    day = forms.TypedChoiceField(label="日期", coerce=date.fromisoformat)
    start = forms.ChoiceField(label="开始时间", choices=CHOOSE + STARTS)
    end = forms.ChoiceField(label="结束时间", choices=CHOOSE + ENDS)
    needed = forms.IntegerField(
        label="需要人数", min_value=1, max_value=500, initial=10, error_messages={"min_value": "至少需要1人"}
    )

    NAMES = {"starts_at": "start", "ends_at": "end"}

    def __init__(self, *args, emergency: Emergency, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_to_work_in(emergency, user, P.EMERGENCY_RUN)
        today = timezone.localdate()
        days = [today + timedelta(days=ahead) for ahead in range(-1, max(emergency.days_left, 0) + 1)]
        self.fields["day"].choices = [(day.isoformat(), day_in_words(day)) for day in days]
        self.fields["day"].initial = today.isoformat()

    def field_for(self, error):
        return super().field_for(error) or self.NAMES.get(error.field)

    def said(self) -> dict:
        """The arguments of `plan_shift` that the form knows."""
        data = self.cleaned_data
        names = ("area", "place", "task", "needed")
        times = {"starts_at": moment_on(data["day"], data["start"]), "ends_at": moment_on(data["day"], data["end"])}
        return {name: data[name] for name in names} | times


def areas_to_work_in(emergency: Emergency, user, permission: str, *, kinds=None):
    """The areas of the emergency in which `user` has `permission`, buildings left out."""
    reach = Area.objects.allowed(user, permission).current().filter(areas_of(emergency))
    reach = reach.filter(kind__in=kinds) if kinds else reach.exclude(kind__in=NOT_OFFERED)
    return reach.select_related("parent__parent").order_by("level", "code")


class OrgForm(MemberForm):
    name = forms.CharField(label="名称", max_length=100, help_text="例如：长安路社区防汛临时党支部")
    area = AreaChoice(None, label="所在区域", empty_label="请选择")
    person = forms.CharField(label="书记的手机号或账号", max_length=40)
    unscanned: ClassVar[dict[str, str]] = {"person": "the number or name with which somebody signs in; only looked up"}

    def __init__(self, *args, emergency: Emergency, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_to_work_in(emergency, user, P.EMERGENCY_OPEN)


class RightForm(OrgForm):
    name = None
    person = forms.CharField(label="应急负责人的手机号或账号", max_length=40, help_text="已有账号的工作人员或党员")


class PostForm(MemberForm):
    kind = forms.ChoiceField(
        label="类型",
        choices=[
            ("", "请选择"),
            *((kind.value, f"党员{kind.label}") for kind in (DutyKind.PIONEER, DutyKind.RESPONSIBILITY)),
        ],
    )
    area = AreaChoice(None, label="所在区域", empty_label="请选择", help_text="社区、网格或楼栋")
    title = forms.CharField(label="名称", max_length=40)
    duties = forms.CharField(label="职责", max_length=200)
    needed = forms.IntegerField(
        label="需要人数", min_value=1, max_value=500, initial=1, error_messages={"min_value": "至少需要1人"}
    )

    def __init__(self, *args, emergency: Emergency, user, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [AreaKind.COMMUNITY, AreaKind.VILLAGE, AreaKind.GRID]
        self.fields["area"].queryset = areas_to_work_in(emergency, user, P.EMERGENCY_RUN, kinds=kinds)
