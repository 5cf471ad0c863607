"""Addresses of this subject, for the inventory in tests/routes.py."""

ROUTES = {
    "api/v1/party-orgs/": (),
    "api/v1/party-orgs/<pk>/": ("orgtree.partyorg",),
    "api/v1/institutions/": (),
    "api/v1/institutions/<pk>/": ("orgtree.institution",),
}
