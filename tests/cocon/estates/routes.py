"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/estates/": (),
    "api/v1/estates/<pk>/": ("cocon.estate",),
    "api/v1/estates/<pk>/edit/": ("cocon.estate",),
    "api/v1/estates/<pk>/elect/": ("cocon.estate",),
    "api/v1/estates/<pk>/dismiss/": ("cocon.estate",),
    "api/v1/estates/<pk>/link/": ("cocon.estate",),
    "api/v1/estates/<pk>/unlink/": ("cocon.estate",),
    "api/v1/estates/<pk>/end/": ("cocon.estate",),
    "api/v1/property-terms/": (),
    "api/v1/property-terms/<pk>/": ("cocon.propertyterm",),
    "api/v1/property-terms/<pk>/end/": ("cocon.propertyterm",),
    "api/v1/property-terms/<pk>/replace/": ("cocon.propertyterm",),
}
