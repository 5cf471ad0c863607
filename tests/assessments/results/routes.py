"""Addresses of this subject, for the inventory in tests/routes.py."""

OUTCOME, DISPUTE = ("assessments.outcome",), ("assessments.resultdispute",)
ROUTES = {
    "a/rounds/<int:pk>/committee/": ("assessments.round",),
    "a/rounds/<int:pk>/results.<str:form>": ("assessments.round", "=docx"),
    "a/rounds/<int:pk>/archive.zip": ("assessments.round",),
    "a/outcomes/<int:pk>/letter.<str:form>": (*OUTCOME, "=docx"),
    "a/outcomes/": (),
    "a/outcomes/<int:pk>/": OUTCOME,
    "a/outcomes/<int:pk>/object/": OUTCOME,
    "a/disputes/": (),
    "a/disputes/<int:pk>/": DISPUTE,
    "api/v1/round-outcomes/": (),
    "api/v1/round-outcomes/<pk>/": OUTCOME,
    **{f"api/v1/round-outcomes/<pk>/{act}/": OUTCOME for act in ("decide", "reopen", "correct")},
    "api/v1/result-publicity/": (),
    "api/v1/result-publicity/<pk>/": ("assessments.publicity",),
    "api/v1/result-disputes/": (),
    "api/v1/result-disputes/<pk>/": DISPUTE,
    **{f"api/v1/result-disputes/<pk>/{act}/": DISPUTE for act in ("uphold", "reject")},
}
