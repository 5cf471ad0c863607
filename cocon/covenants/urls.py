"""Addresses of this subject."""

from django.urls import path

from cocon.covenants import pages

urlpatterns = [
    path("covenants/<int:area_id>/", pages.board, name="covenants"),
    *pages.covenant_pages.urls("u/covenants/"),
]
