"""Redeeming points on the phone: what there is, what it costs, and what is waiting to be picked up."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from orgtree.acts import does
from orgtree.acts.pages import page_to_do
from orgtree.errors import RuleBroken
from volunteers.members.pages.access import member_page
from volunteers.recognition.forms.rewards import RedeemForm
from volunteers.recognition.models.reward import Redemption
from volunteers.recognition.services.rewards import balance_of, redeem, redemptions, rewards_for


@member_page
def rewards(request):
    """The balance, the rewards open today, and the member's own redemptions, newest first."""
    mine = Redemption.objects.mine(request.user).select_related("reward__window", "decided_by")
    context = {
        "tab": "points",
        "balance": balance_of(request.member),
        "rewards": list(rewards_for(request.member)),
        "redemptions": list(mine),
    }
    return render(request, "volunteers/recognition/rewards.html", context)


@does(redemptions, "redeem")
@member_page
def reward(request, pk: int):
    """One reward, and the way to have it. 404 for one that is not on offer to this member."""
    chosen = get_object_or_404(rewards_for(request.member), pk=pk)
    form = RedeemForm(request.POST or None)
    if form.is_valid() and _redeem(form, chosen, request):
        return redirect("member-rewards")
    context = {"tab": "points", "reward": chosen, "form": form, "balance": balance_of(request.member)}
    return render(request, "volunteers/recognition/reward.html", context)


def _redeem(form: RedeemForm, chosen, request) -> bool:
    try:
        redemption, created = redeem(
            member_id=request.member.pk, reward_id=chosen.pk, by=request.user, **form.cleaned_data
        )
    except RuleBroken as error:
        form.refuse(error)
        return False
    if created:
        messages.success(request, f"已兑换“{chosen.name}”，领取码{redemption.code}。")
    else:
        messages.info(request, "这次兑换先前已经保存，没有重复扣分。")
    return True


cancel = page_to_do(
    redemptions,
    "cancel",
    seen=Redemption.objects.mine,
    leads="member-rewards",
    done="兑换已取消，积分已退回。",
    access=member_page,
)
