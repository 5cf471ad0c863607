"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/volunteers/ledgerroot/<int:pk>/line.<str:form>": ("=1", "=txt"),
    "points/rules/": (),
    "api/v1/point-entries/": (),
    "api/v1/point-entries/<pk>/": ("volunteers.pointentry",),
}
