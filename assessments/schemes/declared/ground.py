"""What schemes declare for the ground floor."""

from orgtree.declare import Broken, registry
from orgtree.declare.notices import NoticeKind

registry.add_notice_kinds([NoticeKind("assess_schemes", "评议方案", ("scheme",))])
registry.add_constraints({"scheme_version_once": Broken("known", "这一版本已有方案", "year")})
