from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz),
    path("desk/", admin.site.urls),
    path("api/", include("config.api")),
    path("", include("orgtree.urls")),
    path("", include("volunteers.urls")),
    path("", include("grids.urls")),
    path("", include("cocon.urls")),
    path("", include("assessments.urls")),
]
