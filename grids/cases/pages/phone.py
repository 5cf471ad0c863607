"""Cases on the phone: the grid worker's, and those of a unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from grids.cases.choices import CaseSource, CaseState, LegState, SendingState
from grids.cases.lists import case_list, leg_list, sending_list
from grids.cases.models import Case, Leg, Sending
from grids.cases.models.cases import ENDED, WORKED_ON
from grids.cases.services.course import case_acts
from grids.cases.services.legs import leg_acts, own_legs
from grids.cases.services.opening import TELLER
from grids.cases.services.papers import papers_of_leg
from grids.cases.services.reports import handled_reports, phone_of_report
from grids.cases.services.requests import request_acts
from grids.cases.services.sending import sending_acts
from grids.cases.services.told import tell_clocks
from orgtree.acts.pages import Group, Phone, page_to_make
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

# What a worker sees on patrol was told by nobody else.
PATROL = {ask.name: ask.answer for ask in TELLER} | {"source": CaseSource.PATROL}


def cases_of(user):
    """What the person accepts or handles by a post."""
    return Case.objects.allowed(user, P.CASE_HANDLE)


def _in(*states):
    return lambda user: cases_of(user).filter(state__in=states).order_by("due_at", "pk")


class CasePhone(Phone):
    """With the clocks of the case."""

    def show_row(self, request, row, said=None, **more):
        case = row if isinstance(row, Case) else row.case
        return super().show_row(request, row, said, clocks=tell_clocks(case), **more)


grid_pages = CasePhone(
    case_acts,
    case_list,
    many="grid-cases",
    one="grid-case",
    seen=cases_of,
    groups=(
        Group("待受理", _in(CaseState.REPORTED), "area where due_at", empty="没有等待受理的事项。"),
        Group("待办", _in(*WORKED_ON), "area where due_at", empty="没有在办的事项。"),
        Group(
            "办完的",
            lambda user: cases_of(user).filter(state__in=[CaseState.DONE, *ENDED]).order_by("-opened_at"),
            "area where",
        ),
    ),
    facts="state number category area where words level lead opened_at due_at result answer reason",
    makes="enter",
    answers=PATROL,
    intro="在这里登记自己巡查发现的；居民来电、来访反映的，在“登记来电”里登记。",
    does="accept assign take finish escalate not_ours",
    by_post=True,
    row_template="grids/cases/case.html",
)


def _legs_in(*states):
    return lambda user: own_legs(user).filter(state__in=states).order_by("due_at", "pk")


class LegPhone(CasePhone):
    """With the askers whose number the unit may see, and the papers of its part."""

    def show_row(self, request, row, said=None, **more):
        shown = row.state in (LegState.GIVEN, LegState.SIGNED)
        askers = [one for one in handled_reports(request.user).filter(case=row.case) if one.phone] if shown else []
        return super().show_row(request, row, said, askers=askers, papers=papers_of_leg(row), **more)


unit_pages = LegPhone(
    leg_acts,
    leg_list,
    many="unit-cases",
    one="unit-case",
    seen=own_legs,
    groups=(
        Group("待签收", _legs_in(LegState.GIVEN), "where category due_at", empty="没有等待签收的事项。"),
        Group("办理中", _legs_in(LegState.SIGNED), "where category due_at", empty="没有在办的事项。"),
        Group(
            "已办结", lambda user: own_legs(user).filter(state=LegState.DONE).order_by("-ended_at"), "where category"
        ),
    ),
    facts="state number title category area where words role asked opened_at given_at due_at outcome reason",
    does="sign finish give_back",
    by_post=True,
    row_template="grids/cases/leg.html",
)


def sendings_of(user):
    """What the person's unit wished to send down, and what came of each."""
    return Sending.objects.allowed(user, P.CASE_UNIT)


# The case itself is no more the unit's to read once it went back: its number, and what was said of the wish.
sending_pages = Phone(
    sending_acts,
    sending_list,
    many="unit-sendings",
    one="unit-sending",
    seen=sendings_of,
    groups=(
        Group(
            "不予下派的",
            lambda user: sendings_of(user).filter(state=SendingState.REFUSED).order_by("-sent_at"),
            "duty why",
            empty="没有被退的：都符合履职清单。",
        ),
        Group(
            "已转街道的",
            lambda user: sendings_of(user).filter(state=SendingState.TAKEN).order_by("-sent_at"),
            "duty sent_at",
        ),
    ),
    facts="state number duty words why sent_at",
    intro="本单位要转街道、社区办理的，按履职清单核对的结果；在承办事项里提出。",
)


@login_required
@require_POST
def phone(request, pk: int, report_pk: int):
    """The asker's number, shown once on the page itself; the look is recorded."""
    shown = unit_pages.row_or_404(request, pk)
    get_object_or_404(shown.case.reports, pk=report_pk)
    try:
        number = phone_of_report(report_id=report_pk, by=request.user)
    except RuleBroken as error:
        messages.error(request, error.message)
        return redirect("unit-case", pk)
    return unit_pages.show_row(request, shown, phone=number)


def _leg_or_404(request, pk: int) -> Leg:
    leg = own_legs(request.user).live().select_related("case__area", "institution").filter(pk=pk).first()
    if leg is None:
        raise Http404
    return leg


@login_required
def sent(request, pk: int):
    """Where one stands after that: on the unit's part, or on the list where it has gone back."""
    return redirect("unit-case", pk) if own_legs(request.user).filter(pk=pk).exists() else redirect("unit-cases")


send = page_to_make(sending_acts, "send", on=_leg_or_404, leads="unit-case-sent")
ask = page_to_make(request_acts, "ask_for_unit", on=_leg_or_404, leads="unit-case")
