"""The router of /api/v1/: each app's `api.py` offers view sets, and this file lists them."""

from rest_framework.routers import DefaultRouter

router = DefaultRouter()
