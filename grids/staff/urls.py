"""Addresses of this subject: cards open to everybody, and one's own terms."""

from django.urls import path

from grids.staff import pages

urlpatterns = [
    *pages.term_pages.urls("g/terms/"),
    path("grids/<str:code>/", pages.card, name="grid-card"),
    path("grids/<str:code>/qr.svg", pages.card_qr, name="grid-card-qr"),
    path("grids/<str:code>/sign.pdf", pages.sign, name="grid-sign"),
]
