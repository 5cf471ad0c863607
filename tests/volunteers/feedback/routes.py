"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/volunteers/feedbacksheet/runs/<int:pk>/": ("volunteers.feedbackrun",),
    "desk/volunteers/feedbacksheet/<int:pk>/form.docx": ("volunteers.feedbacksheet",),
    "desk/volunteers/receivedsheet/<int:pk>/form.docx": ("volunteers.receivedsheet",),
    "m/feedback/": (),
    "m/feedback/<int:pk>/": ("volunteers.feedbacksheet",),
    "m/feedback/<int:pk>/form.docx": ("volunteers.feedbacksheet",),
    "feedback/verify/": (),
    "api/v1/feedback/": (),
    "api/v1/feedback/<pk>/": ("volunteers.feedbacksheet",),
    "api/v1/feedback/<pk>/reply/": ("volunteers.feedbacksheet",),
    "api/v1/feedback/acknowledge/": (),
    "api/v1/feedback/appraise/": (),
    "api/v1/feedback/show/": (),
    "api/v1/feedback/sign/": (),
    "api/v1/feedback/deliver/": (),
}
