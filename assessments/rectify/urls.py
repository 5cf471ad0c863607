"""Addresses of this subject."""

from django.urls import path

from assessments.rectify.pages import item_pages, talk_pages, task_of_item, to_mend

urlpatterns = [
    path("a/rounds/<int:pk>/to-mend/", to_mend, name="round-to-mend"),
    path("a/rectify/<int:pk>/task/", task_of_item, name="rectify-item-task"),
    *item_pages.urls("a/rectify/"),
    *talk_pages.urls("a/talks/"),
]
