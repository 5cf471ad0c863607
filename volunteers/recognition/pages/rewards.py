"""Redeeming points on the phone: what there is, what it costs, and what is waiting to be picked up."""

from django.shortcuts import get_object_or_404, redirect, render

from orgtree.acts import does
from orgtree.acts.forms import form_of
from orgtree.acts.pages import make_of, page_to_do
from volunteers.members.forms.fields import MemberForm
from volunteers.members.pages.access import member_page
from volunteers.recognition.models.reward import Redemption
from volunteers.recognition.services.rewards import balance_of, redemptions, rewards_for


@member_page
def rewards(request):
    """The balance, the rewards open today, and the member's own redemptions, newest first."""
    mine = Redemption.objects.mine(request.user).select_related("reward__window", "decided_by")
    balance, offered = balance_of(request.member), list(rewards_for(request.member))
    context = {
        "tab": "points",
        "balance": balance,
        "rewards": offered,
        "is_enough": any(one.cost <= balance.left for one in offered),
        "redemptions": list(mine),
    }
    return render(request, "volunteers/recognition/rewards.html", context)


@does(redemptions, "redeem")
@member_page
def reward(request, pk: int):
    """One reward, and the way to have it. 404 for one that is not on offer to this member."""
    chosen = get_object_or_404(rewards_for(request.member), pk=pk)
    making = redemptions["redeem"]
    form = form_of(making, request.user, None, given=("member", "reward"), base=MemberForm)(request.POST or None)
    if make_of(redemptions, making, request, form, reward=chosen):
        return redirect("member-rewards")
    context = {"tab": "points", "reward": chosen, "form": form, "balance": balance_of(request.member)}
    return render(request, "volunteers/recognition/reward.html", context)


cancel = page_to_do(
    redemptions,
    "cancel",
    seen=Redemption.objects.mine,
    leads="member-rewards",
    done="兑换已取消，积分已退回。",
    access=member_page,
)
