"""Everything below /api/: what each app declares in its `routes.py`."""

from django.http import HttpResponse
from django.urls import include, path
from django.utils.module_loading import autodiscover_modules
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from orgtree.declare import registry

autodiscover_modules("routes")
router = SimpleRouter()
views = []
for route in registry.routes.values():
    if issubclass(route.view, ViewSetMixin):
        router.register(route.path, route.view, route.name)
    else:
        views.append(path(f"v1/{route.path}/", route.view.as_view(), name=route.name))


class NoSuchAddress(APIView):
    """Any other address below /api/ answers in the API's own shape."""

    authentication_classes: list = []
    permission_classes: list = []
    schema = None

    def initial(self, request, *args, **kwargs):
        raise NotFound


class Schema(SpectacularAPIView):
    """What all addresses take and answer: the same for everybody, so each process puts it together once, a second of work."""

    authentication_classes: list = []
    permission_classes: list = []
    schema = None
    kept: dict[str, bytes] = {}

    def get(self, request, *args, **kwargs):
        renderer = request.accepted_renderer
        if renderer.media_type not in self.kept:
            # Nothing that is asked for in the address changes it, so that nobody changes what others read.
            self.kept[renderer.media_type] = renderer.render(self._get_schema_response(request).data)
        name = self._get_filename(request, None)
        return HttpResponse(
            self.kept[renderer.media_type],
            content_type=renderer.media_type,
            headers={"Content-Disposition": f'inline; filename="{name}"'},
        )

    def _get_version_parameter(self, request):
        return None


urlpatterns = [
    path("v1/", include(router.urls)),
    *views,
    path("schema/", Schema.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            authentication_classes=[], permission_classes=[], template_name="orgtree/api/api_docs.html"
        ),
        name="api-docs",
    ),
    path("<path:rest>", NoSuchAddress.as_view()),
]
