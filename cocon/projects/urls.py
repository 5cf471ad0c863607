"""Addresses of this subject."""

from django.urls import path

from cocon.projects import pages

urlpatterns = [
    # Before the acts of a project, whose addresses have the same shape.
    path("u/projects/<int:pk>/papers/", pages.file_paper, name="unit-project-paper"),
    *pages.project_pages.urls("u/projects/"),
]
