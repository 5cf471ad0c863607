"""Addresses of this subject."""

from django.urls import path

from cocon.agreements import pages

urlpatterns = [
    path("u/agreements/<int:pk>/", pages.agreement, name="unit-agreement"),
    path("u/agreements/<int:pk>/sign/", pages.sign, name="unit-agreement-sign"),
    path("u/agreements/<int:pk>/send-back/", pages.send_back, name="unit-agreement-send-back"),
    path("u/agreements/<int:pk>/agreement.docx", pages.document, name="unit-agreement-document"),
]
