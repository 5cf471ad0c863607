"""What dispatch declares for the ground floor and on the cases below it."""

from grids.declare import case_accepted, case_advice, case_links, lead_given, lead_guesses
from grids.dispatch.services.advising import advise, guess_unit, mending_link
from grids.dispatch.services.using import give_by_rule, note_choice
from orgtree.declare import registry
from orgtree.declare.notices import NoticeKind

lead_given.add("dispatch.choice", note_choice)
case_accepted.add("dispatch.rule", give_by_rule)
case_advice.append(advise)
case_links.append(mending_link)
lead_guesses.append(guess_unit)
registry.add_notice_kinds([NoticeKind("dispatch", "派单规则", ("dispatchrule",))])
