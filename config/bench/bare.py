"""The site with two addresses more: a view that does nothing but one INSERT, the floor of a filing, and one of a single lookup."""

from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from config.urls import urlpatterns as of_the_site
from grids.models import Case
from orgtree.models import User


class BareView(APIView):
    """Authentication, parsing and rendering as everywhere; one row with its trail, no rule and no service."""

    def post(self, request):
        said = request.data
        case = Case.objects.create(
            number=uuid4().hex[:16],
            category_id=said["category"],
            area_id=said["area"],
            place=said["place"],
            title=said["title"],
            words=said["words"],
            level="L2",
            opened_by=request.user,
            opened_at=timezone.now(),
        )
        return Response({"id": case.pk}, status=201)


@login_required
def lookup(request):
    """One row by its key for whoever is signed in."""
    return HttpResponse(User.objects.get(pk=request.user.pk).name)


urlpatterns = [path("bare/cases/", BareView.as_view()), path("bare/lookup/", lookup), *of_the_site]
