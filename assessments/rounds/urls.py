"""Addresses of this subject."""

from django.urls import path

from assessments.rounds.pages import panel

urlpatterns = [
    path("panel/", panel.home, name="panel-home"),
    path("panel/<int:subject_pk>/<int:component_pk>/", panel.sheet, name="panel-sheet"),
]
