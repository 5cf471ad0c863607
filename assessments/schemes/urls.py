"""Addresses of this subject."""

from django.urls import path

from assessments.schemes import pages

urlpatterns = [
    path("schemes/<int:pk>/", pages.table, name="scheme-table"),
    path("schemes/<int:pk>/trial/", pages.trial, name="scheme-trial"),
]
