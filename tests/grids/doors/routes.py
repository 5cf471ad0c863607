"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "tell/<str:code>/": ("=370000000000",),
    "tell/<str:code>/qr.svg": ("=370000000000",),
    "tell/<str:code>/sign/": ("=370000000000",),
    "tell/<str:code>/<str:category>/": ("=370000000000", "=0202"),
    "open311/v2/services.json": (),
    "open311/v2/requests.json": (),
    "open311/v2/requests/<str:number>.json": ("=20260000000",),
    "cases/<int:pk>/answer/": ("grids.case",),
    "cases/find/": (),
    "cases/call/": (),
    "cases/<str:token>/": ("=nobody~signed",),
    "api/v1/window-counts/": (),
    "api/v1/window-counts/<pk>/": ("grids.windowcount",),
    "api/v1/window-counts/<pk>/void/": ("grids.windowcount",),
    "api/v1/door-orders/": (),
    "api/v1/door-orders/<pk>/": ("grids.doororder",),
    "api/v1/door-orders/<pk>/file/": ("grids.doororder",),
    "api/v1/door-orders/<pk>/join/": ("grids.doororder",),
    "api/v1/door-orders/<pk>/discard/": ("grids.doororder",),
    "api/v1/door-orders/retry/": (),
}
