"""Wishes of residents on the desk: entered, watched, confirmed or called off."""

from django.contrib import admin

from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from cocon.wishes.services.wishes import wishes
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.base import ScopedAdmin
from volunteers.members.desk.behind import MemberFilter


class ClaimerFilter(MemberFilter):
    """Those of one member who took them on."""

    lookup = "claimed_by"


@admin.register(Wish)
class WishAdmin(ScopedAdmin):
    """Those that wait for the desk first."""

    acts = wishes
    view_permission = P.ACTIVITY_VIEW
    menu_place = "services"
    tab_position = 40
    empty_hint = "登记居民的心愿，由党员认领；不写居民的姓名和住址。"
    listing = wish_list
    list_filter = (ClaimerFilter,)
    search_fields = ("title", "need")
    search_help_text = "心愿、需求说明"
    shows = (
        "state_shown area title need kind people_helped phone_shown entered_by entered_at claimed_by unit team claimed_at due_shown "
        "word fulfilled_at outcome photo_shown closed_by closed_at reason"
    )
    object_actions = (REVEAL_PHONE,)
