"""Addresses of this subject."""

from cocon.projects import pages

urlpatterns = [*pages.project_pages.urls("u/projects/")]
