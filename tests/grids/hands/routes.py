"""Addresses of members' hands in cases."""

ROUTES = {
    "m/cases/": (),
    "m/cases/new/": (),
    "m/cases/<int:pk>/": ("grids.casehand",),
    "api/v1/case-hands/": (),
    **{f"api/v1/case-hands/<pk>/{act}": ("grids.casehand",) for act in ("", "void/")},
}
