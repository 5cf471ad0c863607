"""What a resident says without an account."""

from django import forms

from grids.cases.choices import ReplyChannel
from grids.cases.services.course import case_acts
from orgtree.acts.forms import form_of
from orgtree.errors import RuleBroken
from orgtree.files.rules import PHOTO
from volunteers.members.forms.fields import MemberForm, PhoneField

PRIVATE = "只写事情，不写姓名、电话和门牌号"


class LeftPhoneField(PhoneField):
    """A number that may be left out."""

    def clean(self, value):
        return super().clean(value) if (value or "").strip() else ""


class TellForm(MemberForm):
    """Where and what: two fields; a photo and a number to call only for who wants."""

    place = forms.CharField(label="在哪里", max_length=60, help_text="例如：健康路与和平街路口、3号楼东侧")
    words = forms.CharField(
        label="什么情况", max_length=500, help_text=PRIVATE, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(
        label="照片",
        required=False,
        help_text="可以不传；不要拍到人脸和证件。拍摄地点等信息会自动去掉",
        widget=forms.FileInput(attrs={"accept": PHOTO.accept}),
    )
    phone = LeftPhoneField(required=False, help_text="可以不填；只给办理的人联系您用，结案180天后自动删除")
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)


class FindForm(MemberForm):
    """The number and the code that stood on the page after sending."""

    number = forms.CharField(label="编号", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    code = forms.CharField(label="查询码", max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"}))


CALLED = (
    "category",
    "area",
    "place",
    "title",
    "words",
    "source",
    "outside_number",
    "asker",
    "phone",
    "phone_for",
    "channel",
)


def call_form(user) -> type[forms.Form]:
    """The form of a call for this person: what the making of a case asks, in its own words."""

    class CallForm(form_of(case_acts["enter"], user, given=("told_at", "client_key"), base=MemberForm)):
        once = forms.UUIDField(required=False, widget=forms.HiddenInput)
        field_order = CALLED

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            for name in ("category", "area"):  # nobody is to file under what happens to stand first
                self.fields[name].initial, self.fields[name].empty_label = None, "请选择"
            self.fields["channel"].initial = ReplyChannel.PHONE

    return CallForm


class AnswerForm(MemberForm):
    """What everybody who told is answered, and the reply that it was taken from."""

    answer = forms.CharField(
        label="答复内容", max_length=500, help_text=PRIVATE, widget=forms.Textarea(attrs={"rows": 5})
    )
    reply = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def field_for(self, error: RuleBroken) -> str | None:
        """What is wrong with the reply is told above: its field is not seen."""
        return None if error.field == "reply" else super().field_for(error)
