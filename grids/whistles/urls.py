"""Addresses of this subject."""

from django.urls import path

from grids.whistles.pages import scores
from grids.whistles.pages.unit import unit_pages

urlpatterns = [
    path("whistles/scores/", scores.scores, name="whistle-scores"),
    *unit_pages.urls("u/whistles/"),
]
