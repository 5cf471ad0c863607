"""Addresses of this subject: open to everybody."""

from django.urls import path

from cocon.brands import pages

urlpatterns = [
    path("brands/<int:pk>/", pages.brand, name="brand"),
    path("brands/<int:pk>/qr.svg", pages.brand_qr, name="brand-qr"),
]
