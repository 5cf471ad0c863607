"""Addresses of this subject."""

from grids.hands import pages

urlpatterns = pages.member_pages.urls("m/cases/")
