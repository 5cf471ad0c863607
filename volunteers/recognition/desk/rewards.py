"""Rewards on the desk: windows, what is in them, and what is waiting at the counter."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import ServiceForm
from volunteers.members.desk.behind import MemberFilter
from volunteers.members.desk.titles import OfMember
from volunteers.recognition.lists import redemption_list, reward_list, window_list
from volunteers.recognition.models.reward import Redemption, Reward, RewardWindow
from volunteers.recognition.services import reward_shelf
from volunteers.recognition.services.rewards import redemptions


class RewardDesk(ScopedAdmin):
    """Kept by those who manage redeeming; nothing is deleted."""

    view_permission = P.REWARD_MANAGE
    add_permission = P.REWARD_MANAGE
    change_permission = P.REWARD_MANAGE
    form = ServiceForm


@admin.register(RewardWindow)
class RewardWindowAdmin(RewardDesk):
    """When rewards are handed out."""

    menu_place = "points"
    tab_position = 70
    empty_hint = "先定一段兑换的日子和领取的地点，再在“兑换品”里放上物品。"
    related_permissions = {"area": P.REWARD_MANAGE}
    listing = window_list
    fields = ("area", "label", "opens_on", "closes_on", "pick_up")

    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in self.fields}
        return reward_shelf.save_window(window_id=obj.pk if change else None, by=request.user, **fields)


@admin.register(Reward)
class RewardAdmin(RewardDesk):
    """What is on offer, with what is left of it."""

    menu_place = "points"
    tab_position = 65
    empty_hint = "先在“兑换期”里定好日子，再在这里放上物品、所需积分和数量。"
    related_permissions = {"window": P.REWARD_MANAGE}
    listing = reward_list
    search_fields = ("name",)
    search_help_text = "名称"
    fields = ("window", "kind", "name", "cost", "stock", "per_person", "sponsor", "is_active")
    object_actions = (make_button(redemptions, "redeem", key="redeem"),)

    def get_queryset(self, request):
        return super().get_queryset(request).with_left()

    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in self.fields}
        return reward_shelf.save_reward(reward_id=obj.pk if change else None, by=request.user, **fields)


@admin.register(Redemption)
class RedemptionAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Reservations: handed out many at once, or cancelled with a reason that the member reads."""

    acts = redemptions
    view_permission = P.REWARD_MANAGE
    menu_place = "points"
    tab_position = 60
    empty_hint = "党员兑换后出现在这里，等待发放。"
    listing = redemption_list
    list_filter = [MemberFilter]
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = (
        "state_shown code_shown member reward quantity points_shown reserved_at entered_by decided_by decided_at reason"
    )
