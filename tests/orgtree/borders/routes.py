"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/orgtree/borderchange/plan/<slug:kind>/<int:community_id>/": ("=merge", "orgtree.area"),
    "api/v1/border-changes/": (),
    "api/v1/border-changes/<pk>/": ("orgtree.borderchange",),
}
