"""Addresses of this subject, for the inventory in tests/routes.py."""

ACTS = {
    "assess-rounds": ("round", "edit arrange open close decide publish archive cancel"),
    "assess-subjects": ("roundsubject", "regroup place leave-out take-back hear"),
    "assess-extras": ("subjectextra", "withdraw"),
    "assess-reports": ("subjectreport", "hand-in send-back"),
    "assess-panels": ("panelmember", "leave"),
    "assess-sheets": ("panelsheet", "sign reopen"),
    "assess-facts": ("roundfact", ""),
}
ROUTES: dict = {f"api/v1/{place}/": () for place in ACTS} | {
    "panel/": (),
    "u/reports/": (),
    "u/reports/<int:pk>/": ("assessments.subjectreport",),
    "u/reports/<int:pk>/<slug:slug>/": ("assessments.subjectreport", "=hand-in"),
    "api/v1/assess-reports/accept/": (),
    "panel/<int:subject_pk>/<int:component_pk>/": ("assessments.roundsubject", "assessments.component"),
}
for place, (noun, keys) in ACTS.items():
    row = (f"assessments.{noun}",)
    ROUTES[f"api/v1/{place}/<pk>/"] = row
    ROUTES |= {f"api/v1/{place}/<pk>/{key}/": row for key in keys.split()}
