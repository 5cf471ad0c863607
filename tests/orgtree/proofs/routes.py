"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "proofs/": (),
    "proofs/roots.json": (),
    "proofs/check.html": (),
    "proofs/check_paper.py": (),
    "api/v1/paper-roots/": (),
    "api/v1/paper-roots/<pk>/": ("orgtree.paperroot",),
}
