"""Addresses of this subject."""

from django.urls import path

from cocon.helping import pages

urlpatterns = [
    *pages.pair_pages.urls("u/helping/"),
    path("u/helping/<int:pk>/give/", pages.give, name="unit-help-new"),
    *pages.contribution_pages.urls("u/contributions/"),
    *pages.team_pages.urls("m/helping/"),
    path("m/helping/<int:pk>/give/", pages.give_in_team, name="member-help-new"),
    *pages.engagement_pages.urls("u/engagements/"),
    path("u/engagements/<int:pk>/serve/", pages.serve, name="unit-service-new"),
]
