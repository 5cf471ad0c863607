"""What a unit's clerk says of the unit and of whom to call there."""

from django import forms

from cocon.units.choices import ContactRole, UnitSystem
from cocon.units.models import Matter
from volunteers.members.forms.fields import MemberForm


class ProfileForm(MemberForm):
    """The unit's line of work, what it is good at, what it can give."""

    system = forms.ChoiceField(label="所属系统", choices=[("", "请选择"), *UnitSystem.choices])
    matters = forms.ModelMultipleChoiceField(
        Matter.objects.none(), label="擅长的事项", required=False, widget=forms.CheckboxSelectMultiple
    )
    offers = forms.CharField(
        label="能提供的支持",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="如：会议室、义诊、法律咨询；不写个人信息",
    )

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matters"].queryset = Matter.objects.offered_at(unit.area)


class YearForm(MemberForm):
    """What the unit adds to what is known of its year."""

    done = forms.CharField(
        label="主要做法和成效",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="不写居民和党员的个人信息",
    )
    problems = forms.CharField(
        label="存在的问题", required=False, max_length=800, widget=forms.Textarea(attrs={"rows": 4})
    )
    plans = forms.CharField(
        label="下一步打算", required=False, max_length=800, widget=forms.Textarea(attrs={"rows": 4})
    )


class ContactForm(MemberForm):
    """Somebody to call."""

    role = forms.ChoiceField(label="身份", choices=ContactRole.choices)
    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text="加密保存，只有结对社区和街道可以查看；结对结束一年后自动删除",
    )
