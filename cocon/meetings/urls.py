"""Addresses of this subject."""

from cocon.meetings import pages

urlpatterns = [
    *pages.meeting_pages.urls("u/meetings/"),
    *pages.topic_pages.urls("u/topics/"),
]
