"""Addresses of this subject."""

from django.urls import path

from grids.dispatch import pages

urlpatterns = [path("dispatch-rules/<int:pk>/dry-run/", pages.dry_run, name="dispatch-dry-run")]
