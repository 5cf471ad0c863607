"""What people say when they book: residents without an account, members, the desk for others."""

from django import forms

from cocon.venues.choices import BookingKind, Door
from orgtree.desk.forms import DayInput, check_day
from orgtree.text.free_text import ScannedForm
from orgtree.text.rules.written.clocks import UnreadClock, read_range
from volunteers.members.forms.fields import MemberForm, PhoneField

BY_DESK = (BookingKind.BEHALF, BookingKind.STAFF, BookingKind.BLOCKED)
DOORS = (Door.DESK, Door.WALK_IN)
HEADS = (5, 10, 20, 30, 50, 100)
PRIVATE = "不写姓名、电话和门牌号"


class UseForm(MemberForm):
    """Until when, how many, what for: what a member says, and who handles matters of `units` for whom. `until` are the choices
    that fit the room and the time.
    """

    unit = forms.TypedChoiceField(label="为谁预约", required=False, empty_value=None)
    until = forms.TypedChoiceField(label="用到", coerce=int)
    people = forms.TypedChoiceField(label="人数", coerce=int)
    purpose = forms.CharField(label="用途", max_length=60, help_text=f"例如：合唱队排练。{PRIVATE}")
    group = forms.CharField(label="使用团队", max_length=40, required=False, help_text=PRIVATE)
    once = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)

    def __init__(self, *args, until=(), most=1, units=(), is_member=False, for_groups=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].required = for_groups and not units  # a unit is one by itself
        self._offer_units({str(unit.pk): unit for unit in units}, is_member)
        self.fields["until"].choices = until
        fitting = [heads for heads in HEADS if heads < most] + [most]
        self.fields["people"].choices = [(heads, f"{heads}人以内") for heads in fitting]

    def _offer_units(self, units: dict, is_member: bool) -> None:
        if not units:
            del self.fields["unit"]
            return
        field = self.fields["unit"]
        field.choices = [*([("", "本人")] if is_member else []), *((key, unit.name) for key, unit in units.items())]
        field.coerce, field.required = units.get, not is_member


class ResidentForm(UseForm):
    """The same by somebody without an account, with whom to call."""

    contact_name = forms.CharField(label="联系人", max_length=20, help_text="写“王女士”就可以")
    phone = PhoneField(help_text="只用于联系这次预约，使用后180天自动删除")
    field_order = ("until", "people", "purpose", "contact_name", "phone", "group")


def minutes_field(widget: forms.Widget) -> forms.CharField:
    """起止时间 of one day as people write it."""
    return forms.CharField(label="时间", max_length=20, help_text="如 9:00-11:00", widget=widget)


def read_minutes(form: forms.Form) -> tuple[int, int] | None:
    """(start, end) of the form's `hours`, or None with the fault at its field."""
    try:
        start, end = read_range(form.cleaned_data["hours"])
    except UnreadClock as error:
        form.add_error("hours", str(error))
        return None
    if end > 24 * 60:
        form.add_error("hours", "过了零点的请分成两天")
        return None
    return start, end


class SeriesForm(ScannedForm):
    """A long use: each so many weeks at the same time."""

    group = forms.CharField(label="使用团队", max_length=40, help_text=PRIVATE)
    purpose = forms.CharField(label="用途", max_length=60, help_text=PRIVATE)
    first_day = forms.DateField(label="第一天", widget=DayInput, validators=[check_day])
    last_day = forms.DateField(label="最后一天", widget=DayInput, validators=[check_day])
    every = forms.TypedChoiceField(
        label="多久一次",
        coerce=int,
        choices=[(1, "每周"), (2, "每两周"), (4, "每四周")],
    )
    hours = minutes_field(forms.TextInput())
    people = forms.IntegerField(label="每次人数", min_value=1)
    contact_name = forms.CharField(label="联系人", max_length=20)
    phone = PhoneField()

    def clean(self):
        data = super().clean()
        if "hours" in data:
            data["minutes"] = read_minutes(self)
        return data
