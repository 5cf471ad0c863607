"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "brands/<int:pk>/": ("cocon.brand",),
    "brands/<int:pk>/qr.svg": ("cocon.brand",),
    "desk/cocon/brand/<int:pk>/brand.docx": ("cocon.brand",),
    "api/v1/brands/": (),
    "api/v1/brands/<pk>/": ("cocon.brand",),
    "api/v1/brands/<pk>/edit/": ("cocon.brand",),
    "api/v1/brands/<pk>/publish/": ("cocon.brand",),
    "api/v1/brands/<pk>/hide/": ("cocon.brand",),
    "api/v1/brands/<pk>/end/": ("cocon.brand",),
    "api/v1/brand-parts/": (),
    "api/v1/brand-parts/<pk>/": ("cocon.brandpart",),
    "api/v1/brand-tallies/": (),
    "api/v1/brand-tallies/<pk>/": ("cocon.brandtally",),
    "api/v1/brand-tallies/<pk>/void/": ("cocon.brandtally",),
}
