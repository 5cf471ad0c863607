"""Brands in the desk's search."""

from cocon.brands.models import Brand
from orgtree.choices import Permission as P
from orgtree.declare import Finder, registry
from orgtree.desk.finding import find_by

registry.add_finders([Finder("brands", "党建品牌", P.COCON_VIEW, find_by(Brand, P.COCON_VIEW, "name"))])
