"""The site with one address more: a view that does nothing but one INSERT, the floor of a filing."""

from uuid import uuid4

from django.urls import path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from config.urls import urlpatterns as of_the_site
from grids.models import Case


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


urlpatterns = [path("bare/cases/", BareView.as_view()), *of_the_site]
