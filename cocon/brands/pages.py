"""A brand's page for everybody: no account, no person, to be printed and shared."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from cocon.brands.models import THINGS, Brand
from cocon.brands.services.counting import count_served
from cocon.projects.models.projects import DONE
from orgtree.files.pdf import qr_reply


def public_brand(pk: int) -> Brand:
    """The brand whose page is open; 404 for any other."""
    return get_object_or_404(Brand.objects.public().select_related("area__parent"), pk=pk)


@require_GET
def brand(request, pk: int):
    """What the brand is, what belongs to it and whom it served."""
    found = public_brand(pk)
    parts = found.parts.select_related(*THINGS).order_by("pk")
    context = {"brand": found, "served": count_served(found), "parts": [part for part in parts if is_told(part)]}
    return render(request, "cocon/brands/brand.html", context | {"address": _address(request, found)})


@require_GET
def brand_qr(request, pk: int):
    """The page's address as a code for the printed page."""
    return qr_reply(_address(request, public_brand(pk)))


def _address(request, brand: Brand) -> str:
    return request.build_absolute_uri(reverse("brand", args=[brand.pk]))


def is_told(part) -> bool:
    """Teams, what was published of activities and needs, and projects that were accepted: drafts are nobody's to know."""
    if part.project:
        return part.project.state in DONE
    thing = part.activity or part.need
    return thing is None or thing.state not in ("draft", "cancelled", "withdrawn")
