"""Photos of a session as its leader or desk adds them: several files at once."""

from django import forms

from orgtree.files.forms import FilesField
from orgtree.files.rules import MEGABYTE
from volunteers.activities.rules.session_photos import CAPTION_LENGTH, PICTURES
from volunteers.members.forms.fields import MemberForm


class CaptionForm(MemberForm):
    """What a picture shows."""

    caption = forms.CharField(
        label="照片说明",
        required=False,
        max_length=CAPTION_LENGTH,
        error_messages={"max_length": f"照片说明不超过{CAPTION_LENGTH}字"},
    )


class PicturesForm(CaptionForm):
    """Files, with one caption for all of them; it can be changed one by one afterwards."""

    field_order = ["pictures", "caption"]
    pictures = FilesField(
        taken=PICTURES,
        label="照片",
        help_text=f"一次可选多张。每场最多{PICTURES.most}张，每张不超过{PICTURES.most_bytes // MEGABYTE}兆字节；拍摄地点、时间和设备信息自动去除",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caption"].help_text = "写拍了什么，如“清理三号楼楼道杂物”；不写姓名。之后可以逐张修改"
