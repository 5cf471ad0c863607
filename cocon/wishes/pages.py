"""Wishes of residents on the phone: choose one, hold it alone, say what was done."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cocon.units.pages import unit_page
from cocon.wishes.lists import wish_list
from cocon.wishes.models import Wish
from cocon.wishes.services.phones import phone_of_wish
from cocon.wishes.services.reach import wishes_near, wishes_of_units
from cocon.wishes.services.wishes import wishes
from orgtree.acts.pages import Group, Phone
from orgtree.errors import RuleBroken
from volunteers.members.pages.access import member_page

phone_pages = Phone(
    wishes,
    wish_list,
    many="member-wishes",
    one="member-wish",
    seen=wishes_near,
    groups=(
        Group("我认领的", lambda user: Wish.objects.mine(user).order_by("-claimed_at"), "area until", chip="standing"),
        Group(
            "等人认领的",
            lambda user: wishes_near(user).open().order_by("entered_at", "pk"),
            "area kind helped",
            chip="",
            empty="现在没有等人认领的心愿，过几天再来看看。",
        ),
    ),
    facts="standing group need kind helped area",
    own_facts="due word outcome",
    does="claim claim_for_team fulfil more_time give_back",
    access=member_page,
    back=("member-services", "返回服务记录"),
    tab="services",
    late="这个心愿刚刚被别人认领了，看看别的吧。",
    row_template="cocon/wishes/wish.html",
)


unit_pages = Phone(
    wishes,
    wish_list,
    many="unit-wishes",
    one="unit-wish",
    seen=wishes_of_units,
    groups=(
        Group(
            "本单位认领的",
            lambda user: wishes_of_units(user).filter(unit__isnull=False).order_by("-claimed_at"),
            "area until",
            chip="standing",
        ),
        Group(
            "等人认领的",
            lambda user: wishes_of_units(user).open().order_by("entered_at", "pk"),
            "area kind helped",
            chip="",
            empty="结对社区现在没有等人认领的心愿。",
        ),
    ),
    facts="standing group need kind helped area due word outcome",
    does="claim_for_unit fulfil more_time give_back",
    access=unit_page,
    back=("unit-home", "返回本单位共建"),
    late="这个心愿刚刚被别人认领了，看看别的吧。",
    row_template="cocon/wishes/wish.html",
)


@member_page
@require_POST
def phone(request, pk: int):
    """The number to call, shown once on the page itself; the look is recorded."""
    return _show_phone(request, phone_pages, pk)


@unit_page
@require_POST
def unit_phone(request, pk: int):
    """The same for the clerk of the unit that holds the wish."""
    return _show_phone(request, unit_pages, pk)


def _show_phone(request, pages: Phone, pk: int):
    shown = pages.row_or_404(request, pk)
    try:
        number = phone_of_wish(wish_id=pk, by=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect(pages.one, pk)
    return pages.show_row(request, shown, phone=number)
