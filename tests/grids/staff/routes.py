"""Addresses of staff, their training and the cards of grids."""

ROUTES: dict[str, tuple[str, ...]] = {
    "grids/<str:code>/": ("=370702001001-001",),
    "grids/<str:code>/qr.svg": ("=370702001001-001",),
    "grids/<str:code>/sign.pdf": ("=370702001001-001",),
    "g/terms/": (),
    "g/terms/<int:pk>/": ("grids.staffterm",),
    "g/terms/<int:pk>/<slug:slug>/": ("grids.staffterm", "=withdraw-consent"),
    "api/v1/staff-terms/": (),
    **{
        f"api/v1/staff-terms/<pk>/{act}": ("grids.staffterm",)
        for act in ("", "edit/", "consent/", "withdraw-consent/", "leave/", "void/")
    },
    "api/v1/staff-trainings/": (),
    **{f"api/v1/staff-trainings/<pk>/{act}": ("grids.stafftraining",) for act in ("", "void/")},
    "api/v1/grid-cards/": (),
    "api/v1/grid-cards/publish/": (),
    **{f"api/v1/grid-cards/<pk>/{act}": ("grids.gridcard",) for act in ("", "edit/", "withdraw/")},
}
