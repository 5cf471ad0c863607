"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "u/": (),
    "u/profile/": (),
    "u/year/<int:year>/": ("=2026",),
    "u/year/<int:year>/sheet.docx": ("=2026",),
    "u/contacts/add/": (),
    "u/contacts/<int:pk>/remove/": ("cocon.unitcontact",),
    "desk/cocon/unitprofile/alike/": (),
    "api/v1/pairings/": (),
    "api/v1/pairings/<pk>/": ("cocon.pairing",),
    "api/v1/pairings/end/": (),
    "api/v1/unit-profiles/": (),
    "api/v1/unit-profiles/<pk>/": ("cocon.unitprofile",),
    "api/v1/unit-years/": (),
    "api/v1/unit-years/<pk>/": ("cocon.unityear",),
}
