"""Addresses of this subject."""

from django.urls import path

from cocon.needs import pages

urlpatterns = [
    *pages.resource_pages.urls("u/resources/"),
    *pages.ask_pages.urls("u/asks/"),
    path("u/needs/", pages.needs, name="unit-needs"),
    path("u/needs/<int:pk>/", pages.need, name="unit-need"),
    path("u/needs/<int:pk>/claim/", pages.claim_here, name="unit-need-claim"),
    path("u/claims/", pages.claims, name="unit-claims"),
    path("u/claims/<int:pk>/", pages.claim, name="unit-claim"),
    path("u/claims/<int:pk>/claim.docx", pages.paper, name="unit-claim-paper"),
    path("u/claims/<int:pk>/milestones/<int:task_pk>/", pages.report, name="unit-milestone"),
    path("u/claims/<int:pk>/<slug:act>/", pages.act_on, name="unit-claim-act"),
]
