"""The panel of remarks on a row's page, and where it is sent to."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.remarks.rules import LONGEST, SHORTEST
from orgtree.remarks.services import add_remark, owner_in, remarks_on
from orgtree.text.free_text import ScannedForm


class RemarkForm(ScannedForm):
    """One remark."""

    text = forms.CharField(
        label="留言",
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="留下后不能修改、不能删除；不写他人的姓名、电话和住处",
        error_messages={"required": "请填写留言"},
    )


def remark_panel(key: str, owner, user, form: RemarkForm | None = None) -> dict:
    """What the part of the page needs: the remarks on a row that the viewer has reached, and the form for who may write."""
    panel = registry.remarks[key]
    offered = (form or RemarkForm(auto_id="remark_%s")) if panel.may_write(user, owner) else None
    return {"key": key, "pk": owner.pk, "remarks": remarks_on(panel, owner), "form": offered}


@login_required
@require_POST
def remark(request, key: str, pk: int):
    """Add a remark and return to the row; the words come back where they were wrong, 404 for who may not read the row."""
    panel = registry.remarks.get(key)
    if panel is None:
        raise Http404
    try:
        owner = owner_in(panel, pk, request.user)
    except RuleBroken as missing:
        raise Http404 from missing
    form = RemarkForm(request.POST, auto_id="remark_%s")
    if form.is_valid():
        try:
            add_remark(key=key, pk=pk, text=form.cleaned_data["text"], by=request.user)
        except RuleBroken as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return redirect(panel.page(owner))
    context = {"owner": owner, "back": panel.page(owner), "panel": remark_panel(key, owner, request.user, form)}
    context["refused"] = form if context["panel"]["form"] is None else None
    return render(request, "orgtree/remarks/refused.html", context, status=422)
