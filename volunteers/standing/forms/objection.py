"""The form of an objection."""

from django import forms

from volunteers.members.forms.fields import MemberForm


class ObjectionForm(MemberForm):
    """What is wrong, and with which line or entry of the list."""

    about = forms.ChoiceField(label="对哪一条有异议")
    text = forms.CharField(
        label="异议内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明哪里不对、有什么依据。只有办理的工作人员能看到",
    )

    def __init__(self, *args, choices, **kwargs):
        """`choices`: (value, label) of what may be objected to; none for a form that has one object only."""
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["about"].choices = [("", "请选择"), *choices]
        else:
            del self.fields["about"]

    def field_for(self, error):
        return "about" if error.field in ("line", "entry") else super().field_for(error)
