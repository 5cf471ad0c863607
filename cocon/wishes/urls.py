"""Addresses of this subject."""

from django.urls import path

from cocon.wishes import pages

urlpatterns = [
    path("m/wishes/<int:pk>/phone/", pages.phone, name="member-wish-phone"),
    *pages.phone_pages.urls("m/wishes/"),
    path("u/wishes/<int:pk>/phone/", pages.unit_phone, name="unit-wish-phone"),
    *pages.unit_pages.urls("u/wishes/"),
]
