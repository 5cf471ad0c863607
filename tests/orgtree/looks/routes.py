"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/audit/": (),
    "desk/grants/": (),
    "desk/who-looked/": (),
    "desk/who-looked/<str:key>/": ("=member:999999",),
    "desk/who-looked/<str:key>/looks.xlsx": ("=member:999999",),
}
