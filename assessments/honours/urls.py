"""Addresses of this subject: the roll of a training."""

from django.urls import path

from assessments.honours import pages

urlpatterns = [path("trainings/<int:pk>/roll/", pages.call, name="training-roll")]
