"""Which rule set applies at an area on a day, and why: the sets that cover it, the one in force first."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.sheets.forms import DayField
from orgtree.text.free_text import ScannedForm
from volunteers.points.services.rule_sets import RuleBook


class HereForm(ScannedForm):
    """Where and when."""

    area = forms.ModelChoiceField(Area.objects.none(), label="区域", empty_label=None)
    day = DayField(label="日期", widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kept = Area.objects.allowed(user, P.RULES_VIEW).filter(dissolved_on=None, level__lte=5)
        self.fields["area"].queryset = kept.order_by("tree_id", "lft")
        self.fields["area"].label_from_instance = lambda area: "　" * max(area.level - 2, 0) + area.name
        self.fields["day"].error_messages["required"] = "请填写日期"


@login_required
def rules_here(request):
    """The sets that cover the area on the day; nearer areas go before wider ones, later beginnings before earlier."""
    if not request.user.holds(P.RULES_VIEW):
        raise PermissionDenied
    first = (
        Area.objects.allowed(request.user, P.RULES_VIEW).filter(dissolved_on=None).order_by("tree_id", "lft").first()
    )
    chosen = request.GET or {"area": first and first.pk, "day": timezone.localdate().isoformat()}
    form = HereForm(chosen, user=request.user)
    fitting = None
    if form.is_valid():
        fitting = RuleBook().fitting(form.cleaned_data["area"], form.cleaned_data["day"])
    return render(request, "volunteers/points/desk/rules_here.html", {"form": form, "fitting": fitting})
