"""The card of a grid for everybody: no account, and of persons only whoever agreed; the sign to print; who serves there sees to their own consent."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from grids.staff.lists import term_list
from grids.staff.models import GridCard, StaffTerm
from grids.staff.services.cards import people_on
from grids.staff.services.terms import term_acts
from orgtree.acts.pages import Group, Phone
from orgtree.choices import Permission as P
from orgtree.files.pdf import pdf_reply, qr_reply, qr_svg, render_pdf


def own_terms(user):
    """Terms that are the person's own, by their account."""
    return StaffTerm.objects.filter(account=user.pk).order_by("-since", "-pk")


term_pages = Phone(
    term_acts,
    term_list,
    many="own-terms",
    one="own-term",
    seen=own_terms,
    groups=(Group("我的任职", own_terms, "role place", empty="没有登记您在网格的任职。"),),
    facts="state role place beat masked_phone since term consented_on",
    does="withdraw_consent",
    intro="公示牌上写不写您的姓名和值班电话，由您自己定；撤回同意，公示页面随即不写。",
)


def public_card(code: str) -> GridCard:
    """The card that hangs in the grid of this code; 404 for any other."""
    return get_object_or_404(GridCard.objects.public().select_related("area__parent__parent"), area__code=code)


@require_GET
def card(request, code: str):
    """Where the grid lies, who works there, whom to call."""
    found = public_card(code)
    context = {"card": found, "people": people_on(found), "address": _address(request, found)}
    reply = render(request, "grids/staff/card.html", context)
    reply["Cache-Control"] = "no-store"  # whoever takes their consent back is gone at once
    return reply


@require_GET
def card_qr(request, code: str):
    """The page's address as a code."""
    return qr_reply(_address(request, public_card(code)))


@login_required
@require_GET
def sign(request, code: str):
    """The sign on A4, to hang at the entrance; for whoever sees the grid's staff, since making it takes work."""
    found = public_card(code)
    if not GridCard.objects.allowed(request.user, P.STAFF_VIEW).filter(pk=found.pk).exists():
        raise Http404
    address = _address(request, found)
    told = {
        "place": f"{found.area.parent.parent.name}{found.area.parent.name}",
        "grid": found.area.name,
        "boundary": found.boundary,
        "phone": found.phone,
        "supervision": found.supervision_phone,
        "people": [[one.role, one.name, one.phone, one.beat] for one in people_on(found)],
        "qr": qr_svg(address),
    }
    return pdf_reply(render_pdf("grid_sign.typ", told), f"{found.area.name}公示牌.pdf")


def _address(request, card: GridCard) -> str:
    return request.build_absolute_uri(reverse("grid-card", args=[card.area.code]))
