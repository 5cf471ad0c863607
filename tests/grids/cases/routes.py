"""Addresses of cases with a planted row for each parameter."""

CASE_ACTS = (
    *("accept", "not-ours", "withdraw", "take", "assign", "assist", "finish", "verify", "send-back", "reply", "close"),
    *("reopen", "escalate", "reclassify", "move", "merge", "unmerge"),
)
ROUTES = {
    "g/cases/": (),
    "g/cases/new/": (),
    "g/cases/<int:pk>/": ("grids.case",),
    "g/cases/<int:pk>/<slug:slug>/": ("grids.case", "=accept"),
    "cases/<int:pk>/papers/": ("grids.case",),
    "cases/<int:pk>/papers/<str:kind>.<str:form>": ("grids.case", "=declared", "=docx"),
    "u/cases/<int:pk>/papers/<str:kind>.<str:form>": ("grids.leg", "=given", "=docx"),
    "u/sendings/": (),
    "u/sendings/<int:pk>/": ("grids.sending",),
    "u/cases/": (),
    "u/cases/<int:pk>/": ("grids.leg",),
    **{f"u/cases/<int:pk>/{page}/": ("grids.leg",) for page in ("ask", "send", "sent")},
    "u/cases/<int:pk>/phone/<int:report_pk>/": ("grids.leg", "grids.report"),
    "u/cases/<int:pk>/<slug:slug>/": ("grids.leg", "=sign"),
    "api/v1/cases/": (),
    **{f"api/v1/cases/<pk>/{act}": ("grids.case",) for act in ("", *(f"{act}/" for act in CASE_ACTS))},
    "api/v1/cases/<pk>/papers/": ("grids.case",),
    "api/v1/cases/<pk>/papers/<kind>/<form>/": ("grids.case", "=declared", "=docx"),
    "api/v1/case-legs/": (),
    "api/v1/case-legs/<pk>/papers/": ("grids.leg",),
    "api/v1/case-legs/<pk>/papers/<kind>/<form>/": ("grids.leg", "=given", "=docx"),
    **{f"api/v1/case-legs/<pk>/{act}": ("grids.leg",) for act in ("", "sign/", "finish/", "give-back/", "withdraw/")},
    "api/v1/case-reports/": (),
    **{f"api/v1/case-reports/<pk>/{act}": ("grids.report",) for act in ("", "contact/", "rate/")},
    "api/v1/case-requests/": (),
    **{f"api/v1/case-requests/<pk>/{act}": ("grids.caserequest",) for act in ("", "approve/", "refuse/", "end/")},
}
