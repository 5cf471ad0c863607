"""Addresses of cases with a planted row for each parameter."""

ROUTES = {
    "api/v1/cases/": (),
    **{f"api/v1/cases/<pk>/{act}": ("grids.case",) for act in ("", "accept/", "not-ours/", "withdraw/")},
}
