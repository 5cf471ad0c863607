"""Addresses of this subject."""

from django.urls import path

from assessments.keytasks import pages

urlpatterns = [
    path("key-tasks/<int:pk>/", pages.key_task, name="key-task"),
    path("walls/", pages.wall_home, name="wall-home"),
    path("walls/<int:area_pk>/", pages.wall, name="wall"),
]
