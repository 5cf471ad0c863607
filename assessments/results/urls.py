"""Addresses of this subject."""

from django.urls import path

from assessments.results import pages

urlpatterns = [
    path("a/rounds/<int:pk>/committee/", pages.committee, name="round-committee"),
    path("a/rounds/<int:pk>/results.<str:form>", pages.result_sheet, name="round-results"),
    path("a/rounds/<int:pk>/archive.zip", pages.archive, name="round-archive"),
    path("a/outcomes/<int:pk>/letter.<str:form>", pages.letter, name="outcome-letter"),
    path("a/outcomes/<int:pk>/object/", pages.object_to, name="outcome-object"),
    *pages.outcome_pages.urls("a/outcomes/"),
    *pages.dispute_pages.urls("a/disputes/"),
]
