"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/polls/": (),
    "api/v1/polls/<pk>/": ("assessments.poll",),
    "api/v1/poll-tallies/": (),
    "api/v1/poll-tallies/<pk>/": ("assessments.polltally",),
    "votes/": (),
    "votes/cast/": (),
    "votes/check-script/": (),
    "votes/keeping/": (),
    "votes/keeping/<int:pk>/take/": ("assessments.keeper",),
    "votes/keeping/<int:pk>/give/": ("assessments.keeper",),
    "votes/<int:pk>/": ("assessments.poll",),
    "votes/<int:pk>/tokens/": ("assessments.poll",),
    "votes/<int:pk>/batch/": ("assessments.poll",),
    "votes/<int:pk>/sheet.<str:form>": ("assessments.poll", "=docx"),
    "votes/public/<slug:number>/": ("=TP0000-001",),
    "votes/public/<slug:number>/bundle/": ("=TP0000-001",),
    "votes/terminal/<slug:number>/": ("=TP0000-001",),
    "votes/terminal/<slug:number>/tokens/": ("=TP0000-001",),
}
