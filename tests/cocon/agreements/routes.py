"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "desk/cocon/agreement/<int:pk>/agreement.docx": ("cocon.agreement",),
    "u/agreements/<int:pk>/": ("cocon.agreement",),
    "u/agreements/<int:pk>/sign/": ("cocon.agreement",),
    "u/agreements/<int:pk>/send-back/": ("cocon.agreement",),
    "u/agreements/<int:pk>/agreement.docx": ("cocon.agreement",),
    "api/v1/agreements/": (),
    "api/v1/agreements/<pk>/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/edit/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/sign-community/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/sign-unit/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/sign-on-paper/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/send-back/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/take-back/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/break-off/": ("cocon.agreement",),
    "api/v1/agreements/<pk>/cancel/": ("cocon.agreement",),
}
