"""Forms with which a person registers, activates an account, or says who they are."""

from django import forms

from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.forms.fields import ConsentFields, MemberForm, NewPasswordField, PhoneField, ResidenceField
from volunteers.members.models.member import Skill


class AboutForm(MemberForm):
    """Unit, skills, free times and interests: what a member tells about themselves beyond name and phone."""

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
    interests = forms.MultipleChoiceField(
        choices=ActivityCategory.choices,
        label="愿意参加的服务",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可多选；有这样的活动会标出来，参加不参加由您定",
    )


class JoinForm(ConsentFields, AboutForm):
    """Report-in by someone who is signed in already, for example a member of staff."""

    residence = ResidenceField()
    field_order = ["unit_name", "residence", "skills", "free_times", "interests"]


class RegisterForm(JoinForm):
    """Registration and report-in (注册报到) in one page; the phone has been proved before."""

    name = forms.CharField(label="姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = NewPasswordField()
    field_order = ["name", "password", "unit_name", "residence", "skills", "free_times", "interests"]


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
