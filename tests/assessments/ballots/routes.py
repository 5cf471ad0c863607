"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "votes/": (),
    "votes/cast/": (),
    "votes/check-script/": (),
    "votes/keeping/": (),
    "votes/keeping/<int:pk>/take/": ("assessments.keeper",),
    "votes/keeping/<int:pk>/give/": ("assessments.keeper",),
    "votes/<int:pk>/": ("assessments.poll",),
    "votes/<int:pk>/tokens/": ("assessments.poll",),
    "votes/<int:pk>/batch/": ("assessments.poll",),
    "votes/public/<slug:number>/": ("=TP0000-001",),
    "votes/public/<slug:number>/bundle/": ("=TP0000-001",),
    "votes/terminal/<slug:number>/": ("=TP0000-001",),
    "votes/terminal/<slug:number>/tokens/": ("=TP0000-001",),
}
