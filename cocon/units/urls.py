"""Addresses of this subject."""

from django.urls import path

from cocon.units import pages

urlpatterns = [
    path("u/", pages.unit_home, name="unit-home"),
    path("u/year/<int:year>/", pages.unit_year, name="unit-year"),
    path("u/year/<int:year>/sheet.docx", pages.year_document, name="unit-year-sheet"),
    path("u/profile/", pages.profile, name="unit-profile"),
    path("u/contacts/add/", pages.contact_add, name="unit-contact-add"),
    path("u/contacts/<int:pk>/remove/", pages.contact_remove, name="unit-contact-remove"),
]
