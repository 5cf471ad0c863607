"""Addresses of this subject, for the inventory in tests/routes.py."""

ITEM, TALK = ("assessments.rectifyitem",), ("assessments.talk",)
ROUTES = {
    "a/rounds/<int:pk>/to-mend/": ("assessments.round",),
    "a/rectify/": (),
    "a/rectify/<int:pk>/": ITEM,
    "a/rectify/<int:pk>/task/": ITEM,
    "a/rectify/<int:pk>/<slug:slug>/": (*ITEM, "=claim"),
    "a/talks/": (),
    "a/talks/<int:pk>/": TALK,
    "a/talks/<int:pk>/<slug:slug>/": (*TALK, "=report"),
    "api/v1/rectify-items/": (),
    "api/v1/rectify-items/<pk>/": ITEM,
    **{
        f"api/v1/rectify-items/<pk>/{act}/": ITEM
        for act in ["claim", "tell", "apply", "verify", "send-back", "extend", "cancel"]
    },
    "api/v1/rectify-proposals/": (),
    "api/v1/rectify-proposals/strike/": (),
    "api/v1/rectify-proposals/<pk>/": ("assessments.rectifyproposal",),
    "api/v1/rectify-proposals/<pk>/take-up/": ("assessments.rectifyproposal",),
    "api/v1/talks/": (),
    "api/v1/talks/<pk>/": TALK,
    **{f"api/v1/talks/<pk>/{act}/": TALK for act in ["report", "confirm", "send-back", "void"]},
}
