"""Addresses of this subject, for the inventory in tests/routes.py."""

ACTS = ("edit", "publish", "drop") + tuple(
    f"set-{table}" for table in ("components", "items", "classes", "options", "bands", "caps", "quotas", "extras")
)
ROUTES = {
    "schemes/<int:pk>/": ("assessments.scheme",),
    "schemes/<int:pk>/trial/": ("assessments.scheme",),
    "api/v1/assess-schemes/": (),
    "api/v1/assess-schemes/<pk>/": ("assessments.scheme",),
    **{f"api/v1/assess-schemes/<pk>/{act}/": ("assessments.scheme",) for act in ACTS},
}
