"""The form of one service, as the member and the desk fill it in."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone

from orgtree.errors import RuleBroken
from volunteers.members.forms.fields import MemberForm
from volunteers.service.models.service import ServiceKind
from volunteers.service.services.service_entry import MOST_GOOD_DEEDS
from volunteers.teams.models import ServiceTeam

HALF_HOURS = [f"{half // 2:02}:{half % 2 * 30:02}" for half in range(61)]  # up to 30:00, six in the next morning
STARTS = [(text, text) for text in HALF_HOURS[:48]]
ENDS = [(text, text) for text in HALF_HOURS[1:49]] + [
    (text, f"次日{HALF_HOURS[half]}") for half, text in enumerate(HALF_HOURS[49:], start=1)
]
CHOOSE = [("", "请选择")]
PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class ServiceForm(MemberForm):
    """One service: what, when, for how many, and a line about it."""

    kind = forms.ModelChoiceField(ServiceKind.objects.filter(is_active=True), label="服务类别", empty_label="请选择")
    served_on = forms.TypedChoiceField(
        label="服务日期",
        coerce=date.fromisoformat,
        error_messages={"invalid_choice": "请从列表中选择日期；更早的服务请联系社区代录"},
    )
    start = forms.ChoiceField(label="开始时间", choices=CHOOSE + STARTS)
    end = forms.ChoiceField(label="结束时间", choices=CHOOSE + ENDS)
    people_served = forms.IntegerField(
        label="服务人数",
        required=False,
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text="大约服务了多少人；说不清可以不填",
        error_messages={"invalid": "请填写整数", "min_value": "人数不能小于0"},
    )
    good_deeds = forms.IntegerField(
        label="办成的好事实事（件）",
        required=False,
        min_value=0,
        max_value=MOST_GOOD_DEEDS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text="为群众办成了几件具体的事，例如修好一盏楼道灯；没有就不填",
        error_messages={
            "invalid": "请填写整数",
            "min_value": "件数不能小于0",
            "max_value": f"一次服务最多填{MOST_GOOD_DEEDS}件",
        },
    )
    team = forms.ModelChoiceField(
        ServiceTeam.objects.none(),
        label="服务队",
        required=False,
        empty_label="个人服务，不算在队里",
        help_text="随服务队参加的，选上服务队，队里的合计才会有这一次",
    )
    note = forms.CharField(
        label="服务内容",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句话即可，例如：清扫3号楼楼道。请不要写服务对象的姓名、病情等个人信息",
    )
    proof = forms.CharField(
        label="证明人或凭据",
        required=False,
        max_length=100,
        help_text="可以不填。没有照片时，写明谁能证明或有什么凭据，例如：楼栋长在场、有签到表",
    )
    photo = forms.FileField(
        label="照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES, "data-file": "选择照片"}),
        help_text="可以不传。照片里的拍摄地点等信息会自动去掉",
        error_messages={"empty": "这张照片是空文件，请换一张"},
    )
    client_key = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    # The services speak of moments, the form of a day and two times.
    SERVICE_FIELDS = {"started_at": "start", "ended_at": "end"}
    ABOUT_THE_DAY = {"too_late", "no_rules"}
    # What the page keeps folded, so that the short way is short.
    MORE = ("people_served", "good_deeds", "proof", "photo")

    def __init__(self, *args, days: list[date], area=None, teams=None, **kwargs):
        """`days`: the days that can be chosen, the newest first; `teams`: those of the member, None for none.

        With `area`, the member's, the kinds are those offered there.
        """
        super().__init__(*args, **kwargs)
        if area:
            self.fields["kind"].queryset = ServiceKind.objects.offered_at(area).select_related("area")
        self._offer_teams(teams)
        self.fields["served_on"].choices = [(day.isoformat(), day_in_words(day)) for day in days]

    def _offer_teams(self, teams) -> None:
        """Ask about a team only those who are in one."""
        if teams:
            self.fields["team"].queryset = teams
        else:
            del self.fields["team"]

    def more_is_filled(self) -> bool:
        """Whether there is anything to see in the folded part: a value, or an error."""
        return any(self[name].value() or self[name].errors for name in self.MORE)

    def field_for(self, error: RuleBroken) -> str | None:
        if error.code in self.ABOUT_THE_DAY:
            return "served_on"
        field = self.SERVICE_FIELDS.get(error.field, error.field)
        return field if field in self.fields else None

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", "结束时间应晚于开始时间；过了零点的，请选“次日”的时间")
        return data

    def renew_key(self) -> None:
        """Ask what is meant when a form that was saved before comes again with other words, and let it be sent anew."""
        self.data = self.data.copy()
        self.data["client_key"] = str(uuid4())
        self.add_error(
            None,
            "这张表先前已保存为一条记录。如果这是另一次服务，请再点一次“保存”；如果是要更正，请到服务记录里处理原来那条",
        )

    def said(self) -> dict:
        """What logging and `revise_service` ask for, as far as the form knows."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            **self.when(),
            "people_served": data["people_served"] or 0,
            "good_deeds": data["good_deeds"] or 0,
            "team": data.get("team"),
            "note": data["note"],
            "proof": data["proof"],
            "photo": data["photo"],
        }

    def when(self) -> dict[str, datetime]:
        """The two moments that the day and the two times mean."""
        data = self.cleaned_data
        return {
            "started_at": moment_on(data["served_on"], data["start"]),
            "ended_at": moment_on(data["served_on"], data["end"]),
        }


def day_in_words(day: date) -> str:
    """11月22日 周日, with 今天, 明天 or 昨天 in front."""
    near = {0: "今天 ", 1: "昨天 ", -1: "明天 "}.get((timezone.localdate() - day).days, "")
    return f"{near}{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]}"


def moment_on(day, text: str) -> datetime:
    """The moment of a half hour counted from the midnight that begins a day in local time: 25:30 is 次日01:30."""
    hours, minutes = map(int, text.split(":"))
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(hours=hours, minutes=minutes)
