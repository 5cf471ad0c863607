"""Addresses of this subject."""

from django.urls import path

from grids.cases import pages

urlpatterns = [
    path("u/cases/<int:pk>/ask/", pages.ask, name="unit-case-ask"),
    path("u/cases/<int:pk>/send/", pages.send, name="unit-case-send"),
    path("u/cases/<int:pk>/sent/", pages.sent, name="unit-case-sent"),
    path("u/cases/<int:pk>/phone/<int:report_pk>/", pages.phone, name="unit-case-phone"),
    *pages.unit_pages.urls("u/cases/"),
    *pages.grid_pages.urls("g/cases/"),
]
