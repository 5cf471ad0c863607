"""Addresses of this subject: open to everybody."""

from django.urls import path

from grids.index import pages

urlpatterns = [path("grid-index/", pages.method, name="index-method")]
