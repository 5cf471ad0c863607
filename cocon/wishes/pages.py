"""Wishes of residents on the phone: choose one, hold it alone, say what was done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from cocon.wishes.choices import WishState
from cocon.wishes.forms import MoreTimeForm, OutcomeForm
from cocon.wishes.models import Wish
from cocon.wishes.services.wishes import phone_of_wish
from cocon.wishes.services.wishes import wishes as wish_acts
from orgtree.acts import does, perform_one
from orgtree.errors import RuleBroken
from volunteers.members.pages.access import member_page

SHOWN = 50


@member_page
def wishes(request):
    """The member's own wishes, then those that wait for somebody."""
    open_ones = Wish.objects.around(request.member).open().select_related("area").order_by("entered_at", "pk")
    context = {
        "tab": "services",
        "own": Wish.objects.mine(request.user).select_related("area").order_by("-claimed_at")[:SHOWN],
        "wishes": open_ones[:SHOWN],
    }
    return render(request, "cocon/wishes/wishes.html", context)


def _wish_or_404(request, pk: int) -> Wish:
    """A wish that is open, or the member's own: what others hold is between them and the community."""
    around = Wish.objects.around(request.member).select_related("area")
    seen = around.filter(state=WishState.OPEN) | around.filter(claimed_by=request.member)
    return get_object_or_404(seen, pk=pk)


@member_page
def wish(request, pk: int):
    """One wish, with what the member can do about it."""
    return _page(request, _wish_or_404(request, pk))


def _page(request, shown: Wish, **more):
    mine = shown.claimed_by_id == request.member.pk
    context = {"tab": "services", "wish": shown, "mine": mine, "form": OutcomeForm(), "more_form": MoreTimeForm()}
    return render(request, "cocon/wishes/wish.html", context | more)


@does(wish_acts, "claim")
@member_page
@require_POST
def claim(request, pk: int):
    """Hold the wish."""
    try:
        held = perform_one(wish_acts, "claim", pk=pk, by=request.user)
        messages.success(request, f"已认领，请在{held.due_on.month}月{held.due_on.day}日前办好。")
    except RuleBroken as error:
        late = error.code in {"wrong_state", "not_found"}
        messages.error(request, "这个心愿刚刚被别人认领了，看看别的吧。" if late else error.message)
        return redirect("member-wishes")
    return redirect("member-wish", pk)


@does(wish_acts, "give_back")
@member_page
@require_POST
def give_back(request, pk: int):
    """Let somebody else do it."""
    try:
        perform_one(wish_acts, "give_back", pk=pk, by=request.user)
        messages.success(request, "已退还，别人可以认领了。")
    except RuleBroken as error:
        messages.error(request, error.message)
    return redirect("member-wishes")


@does(wish_acts, "more_time")
@member_page
@require_POST
def more_time(request, pk: int):
    """Ask for more time, with a word why."""
    shown, form = _wish_or_404(request, pk), MoreTimeForm(request.POST)
    if form.is_valid():
        try:
            perform_one(wish_acts, "more_time", pk=pk, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, "已延期。")
            return redirect("member-wish", pk)
    return _page(request, shown, more_form=form)


@does(wish_acts, "fulfil")
@member_page
@require_POST
def fulfil(request, pk: int):
    """Say what was done."""
    shown, form = _wish_or_404(request, pk), OutcomeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            perform_one(wish_acts, "fulfil", pk=pk, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            form.refuse(error)
        else:
            messages.success(request, "已报告，社区向居民核实后会记入积分。")
            return redirect("member-wish", pk)
    return _page(request, shown, form=form)


@member_page
@require_POST
def phone(request, pk: int):
    """The number to call, shown once on the page itself; the look is recorded."""
    shown = _wish_or_404(request, pk)
    try:
        number = phone_of_wish(wish_id=pk, by=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("member-wish", pk)
    return _page(request, shown, phone=number)
