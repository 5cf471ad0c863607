"""Forms of the members' pages; every message says in Chinese what to do, at the field it belongs to."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django import forms
from django.utils import timezone

from orgtree.errors import RuleBroken
from orgtree.rules.phones import normal_phone
from volunteers.choices import FreeTime
from volunteers.models import ServiceKind, Skill
from volunteers.rules.residence import LONGEST, checked_residence
from volunteers.services.consents import texts_in_force

HALF_HOURS = [f"{half // 2:02}:{half % 2 * 30:02}" for half in range(61)]  # up to 30:00, six in the next morning
STARTS = [(text, text) for text in HALF_HOURS[:48]]
ENDS = [(text, text) for text in HALF_HOURS[1:49]] + [
    (text, f"次日{HALF_HOURS[half]}") for half, text in enumerate(HALF_HOURS[49:], start=1)
]
CHOOSE = [("", "请选择")]
PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class MemberForm(forms.Form):
    """A form that says 请填写…/请选择… for what is missing, and shows a refusal of the services at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}"

    def refuse(self, error: RuleBroken) -> None:
        """Put the message of a broken rule at the field it names, or on top of the form."""
        self.add_error(self.field_for(error), error.message)

    def field_for(self, error: RuleBroken) -> str | None:
        return error.field if error.field in self.fields else None


class PhoneField(forms.CharField):
    """Eleven digits, however they were typed."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(label="手机号", max_length=20, widget=widget, **kwargs)

    def clean(self, value):
        try:
            return normal_phone(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError("请填写11位手机号") from error


class NewPasswordField(forms.CharField):
    """A new password; kept as typed, blanks included."""

    def __init__(self, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "data-reveal": ""})
        help_text = "至少8位，不要用纯数字，也不要用姓名、手机号"
        super().__init__(label="设置密码", strip=False, max_length=128, widget=widget, help_text=help_text, **kwargs)


class ResidenceField(forms.CharField):
    """小区 and 楼栋; a door number is refused, because it is never collected."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        help_text = "例如：阳光花园3号楼。只填到楼栋，不填单元和门牌号"
        super().__init__(label="居住小区、楼栋", max_length=LONGEST, widget=widget, help_text=help_text, **kwargs)

    def clean(self, value):
        try:
            return checked_residence(super().clean(value))
        except RuleBroken as error:
            raise forms.ValidationError(error.message) from error


class ConsentFields(MemberForm):
    """One box per purpose, each with the text in force today; only the required ones must be ticked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = sorted(texts_in_force(), key=lambda text: not text.required)
        for text in self.texts:
            self.fields[f"consent_{text.purpose}"] = forms.BooleanField(
                label=text.get_purpose_display(),
                required=text.required,
                error_messages={"required": "不同意这一项，平台就无法为您办理报到"},
            )

    def consent_rows(self):
        """(box, text) per purpose, the required ones first."""
        return [(self[f"consent_{text.purpose}"], text) for text in self.texts]

    def about_fields(self):
        """What is shown before the boxes of consent."""
        return [field for field in self.visible_fields() if not field.name.startswith("consent_")]

    def purposes(self) -> list[str]:
        """The purposes that were ticked."""
        return [text.purpose for text in self.texts if self.cleaned_data.get(f"consent_{text.purpose}")]


class AboutForm(MemberForm):
    """Unit, skills and free times: what a member tells about themselves beyond name and phone."""

    unit_name = forms.CharField(
        label="工作单位", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    skills = forms.ModelMultipleChoiceField(
        Skill.objects.filter(is_active=True),
        label="特长",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="愿意用来服务邻里的，可多选",
    )
    free_times = forms.MultipleChoiceField(
        choices=FreeTime.choices,
        label="可服务时间",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="大致选一选，以后随时可改",
    )


class JoinForm(ConsentFields, AboutForm):
    """Report-in by someone who is signed in already, for example a member of staff."""

    residence = ResidenceField()
    field_order = ["unit_name", "residence", "skills", "free_times"]


class RegisterForm(JoinForm):
    """Registration and report-in (注册报到) in one page."""

    name = forms.CharField(label="姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = PhoneField(help_text="用来登录；社区工作人员看到的是打码后的号码，联系您时才会调取")
    password = NewPasswordField()
    field_order = ["name", "phone", "password", "unit_name", "residence", "skills", "free_times"]


class ActivateForm(ConsentFields):
    """The first sign-in of a member whom the community has on its roster."""

    phone = PhoneField()
    code = forms.CharField(
        label="激活码",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        help_text="由社区工作人员当面或电话告知，一个激活码只能用一次",
    )
    password = NewPasswordField()


class ResidenceForm(MemberForm):
    """The residence in the chosen community."""

    residence = ResidenceField()


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
    note = forms.CharField(
        label="服务内容",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句话即可，例如：清扫3号楼楼道。请不要写服务对象的姓名、病情等个人信息",
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

    def __init__(self, *args, days: list[date], **kwargs):
        """`days`: the days that can be chosen, the newest first; the first is the default."""
        super().__init__(*args, **kwargs)
        self.fields["served_on"].choices = [(day.isoformat(), day_in_words(day)) for day in days]

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

    def service(self) -> dict:
        """The arguments of `log_service` and `revise_service` that the form knows."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "started_at": _moment(data["served_on"], data["start"]),
            "ended_at": _moment(data["served_on"], data["end"]),
            "people_served": data["people_served"] or 0,
            "note": data["note"],
            "photo": data["photo"],
        }


def day_in_words(day: date) -> str:
    """11月22日 周日, with 今天 or 昨天 in front."""
    near = {0: "今天 ", 1: "昨天 "}.get((timezone.localdate() - day).days, "")
    return f"{near}{day.month}月{day.day}日 周{'一二三四五六日'[day.weekday()]}"


def _moment(day, text: str) -> datetime:
    """The moment of a half hour counted from the midnight that begins a day in local time: 25:30 is 次日01:30."""
    hours, minutes = map(int, text.split(":"))
    return timezone.make_aware(datetime.combine(day, time())) + timedelta(hours=hours, minutes=minutes)
