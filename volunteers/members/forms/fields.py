"""What the forms of members have in common; every message says in Chinese what to do, at the field it belongs to."""

from django import forms

from orgtree.errors import RuleBroken
from orgtree.text.free_text import ScannedForm
from orgtree.text.rules.phones import normal_phone
from volunteers.members.rules.residence import LONGEST, checked_residence
from volunteers.members.services.consents import texts_in_force


class MemberForm(ScannedForm):
    """A form that says 请填写…/请选择… for what is missing, and shows a refusal of the services at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField) else "填写"
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
