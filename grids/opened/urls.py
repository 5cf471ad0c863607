"""Addresses of this subject: open to everybody."""

from django.urls import path

from grids.opened import pages

urlpatterns = [
    path("open-data/", pages.streets, name="open-data"),
    path("open-data/<str:code>/", pages.street, name="open-data-street"),
    path("open-data/<str:code>.<str:form>", pages.street_file, name="open-data-file"),
]
