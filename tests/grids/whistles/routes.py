"""Addresses of this subject, for the inventory in tests/routes.py."""

LEG_ACTS = (
    *("sign", "answer", "arrive", "finish", "rate", "contest", "exclude", "keep"),
    *("give-back", "release", "hold", "ask-more", "grant-more", "deny-more"),
)
ROUTES = {
    "whistles/scores/": (),
    "u/whistles/": (),
    "u/whistles/<int:pk>/": ("grids.whistleleg",),
    "u/whistles/<int:pk>/<slug:slug>/": ("grids.whistleleg", "=sign"),
    "api/v1/whistles/": (),
    **{f"api/v1/whistles/<pk>/{act}": ("grids.whistle",) for act in ("", "approve/", "refuse/", "call-more/", "end/")},
    "api/v1/whistle-legs/": (),
    **{f"api/v1/whistle-legs/<pk>/{act}": ("grids.whistleleg",) for act in ("", *(f"{act}/" for act in LEG_ACTS))},
}
