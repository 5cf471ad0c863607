"""Addresses of this subject."""

from django.urls import path

from assessments.rounds.pages import panel
from assessments.rounds.pages.reports import unit_report_pages

urlpatterns = [
    path("panel/", panel.home, name="panel-home"),
    path("panel/<int:subject_pk>/<int:component_pk>/", panel.sheet, name="panel-sheet"),
    *unit_report_pages.urls("u/reports/"),
]
