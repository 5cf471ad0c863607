"""Addresses of this subject: a quarter of all branches."""

from django.urls import path

from assessments.life import pages

urlpatterns = [path("life/enter/", pages.enter, name="life-enter")]
