"""Signed addresses: for one purpose each, for ever or for a while, and one 404 for whatever is wrong with one (docs/decisions/0041)."""

from orgtree.links.pages import link_page, open_link
from orgtree.links.services import Expired, Link, Ticket

__all__ = ["Expired", "Link", "Ticket", "link_page", "open_link"]
