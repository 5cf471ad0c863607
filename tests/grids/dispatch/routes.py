"""Addresses of rules of dispatch."""

ROUTES = {
    "dispatch-rules/<int:pk>/dry-run/": ("grids.dispatchrule",),
    "api/v1/dispatch-rules/": (),
    **{f"api/v1/dispatch-rules/<pk>/{act}": ("grids.dispatchrule",) for act in ("", "dry-run/", "end/", "keep/")},
    "api/v1/case-suggestions/<pk>/": ("grids.case",),
}
