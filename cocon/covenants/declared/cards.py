"""Covenants are found by their words."""

from cocon.covenants.models import Covenant
from orgtree.choices import Permission as P
from orgtree.declare import Finder, registry
from orgtree.desk.finding import find_by

registry.add_finders([Finder("covenants", "共建承诺", P.COCON_VIEW, find_by(Covenant, P.COCON_VIEW, "title"))])
