"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "": (),
    "devices/": (),
    "devices/<int:pk>/end/": ("orgtree.device",),
    "login/": (),
    "password/again/": (),
    "logout/": (),
    "password/": (),
    "drafts/": (),
    "drafts/keep/": (),
    "drafts/drop/": (),
    "outbox/": (),
    "offline/": (),
    "worker.js": (),
    "manifest.webmanifest": (),
    "large-text/": (),
    "api/v1/tokens/": (),
    "api/v1/tokens/<pk>/": ("orgtree.apitoken",),
    "api/v1/me/": (),
}
