"""What a member says about a wish."""

from django import forms

from volunteers.members.forms.fields import MemberForm
from volunteers.service.forms.service import PHOTO_TYPES


class OutcomeForm(MemberForm):
    """What was done, with a photo where one helps."""

    outcome = forms.CharField(
        label="实现情况",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一两句话即可，例如：已换好灯泡并试用。不写居民姓名、电话和门牌号",
    )
    photo = forms.FileField(
        label="照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES, "data-file": "选择照片"}),
        help_text="可以不传；不要拍到居民的脸和证件。拍摄地点等信息会自动去掉",
        error_messages={"empty": "这张照片是空文件，请换一张"},
    )


class MoreTimeForm(MemberForm):
    """Why it takes longer."""

    word = forms.CharField(label="延期说明", max_length=200, help_text="只能延期一次")
