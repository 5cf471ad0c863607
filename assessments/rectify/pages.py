"""One's own rectification list and talks on the phone: claim, tell, apply, say what followed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from assessments.rectify.lists import item_list, talk_list
from assessments.rectify.models import LEFT, RectifyItem, Talk
from assessments.rectify.services.items import item_acts, own_items
from assessments.rectify.services.talks import own_talks, talk_acts
from assessments.rectify.services.tasks_of import tasks_of
from orgtree.acts.pages import Group, Phone

item_pages = Phone(
    item_acts,
    item_list,
    many="rectify-items",
    one="rectify-item",
    seen=lambda user: RectifyItem.objects.seen_by(user),
    groups=(
        Group(
            "要整改的",
            lambda user: own_items(user).filter(state__in=LEFT),
            "year due",
            "standing",
            "没有要整改的事项。",
        ),
        Group(
            "已结束的",
            lambda user: own_items(user).exclude(state__in=LEFT).order_by("-year", "-pk"),
            "year verified_at",
        ),
    ),
    facts=(
        "standing organisation year source problem fed_back_on due measure progress progress_at outcome applied_at finding "
        "verified_at giver"
    ),
    does="claim apply tell",
    intro="每一项写明措施、每季度填报进展，改好后申请销号，由督办方核验。",
    late="这一步已由本单位的他人办理。",
    row_template="assessments/rectify/item.html",
)
talk_pages = Phone(
    talk_acts,
    talk_list,
    many="talks",
    one="talk",
    seen=lambda user: Talk.objects.seen_by(user),
    groups=(Group("本单位的约谈", own_talks, "held_on due", "standing", "没有约谈记录。"),),
    facts="standing organisation kind trigger trigger_words held_on record demand due outcome reported_at closed_at giver",
    does="report",
    late="这一步已由本单位的他人办理。",
)


@login_required
@require_GET
def task_of_item(request, pk: int):
    """To the task of an item, which holds its evidence and what both sides say of it."""
    item = get_object_or_404(RectifyItem.objects.seen_by(request.user), pk=pk)
    task = tasks_of(item).first()
    if task is None:
        raise Http404
    return redirect("task", task.pk)
