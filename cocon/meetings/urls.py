"""Addresses of this subject."""

from django.urls import path

from cocon.meetings import pages

urlpatterns = [
    path("u/meetings/<int:pk>/meeting.ics", pages.meeting_ics, name="unit-meeting-ics"),
    *pages.meeting_pages.urls("u/meetings/"),
    *pages.topic_pages.urls("u/topics/"),
]
