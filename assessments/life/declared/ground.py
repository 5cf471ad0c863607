"""What 三会一课 declares for the ground floor."""

from orgtree.declare import Broken, registry

registry.add_constraints({"life_once_a_quarter": Broken("known", "该支部这个季度已登记，有误的先作废", "quarter")})
