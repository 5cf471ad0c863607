"""What helping pairs and social services declare for the ground floor."""

from django.utils import timezone

from cocon.declare import add_goal_counters, add_unit_sections, add_year_facts
from cocon.helping.choices import HelpDeadline
from cocon.helping.declared import unit_home
from cocon.helping.declared.counters import COUNTERS
from cocon.helping.services.visits import pairs_past_term, remind_of_visits
from orgtree.choices import DeadlineUnit
from orgtree.declare import Broken, HomeSection, Reminder, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
add_goal_counters(COUNTERS)
registry.add_home_sections([HomeSection("cocon.helping", 22, unit_home.show_team_pairs)])
registry.add_reminders([Reminder("cocon.helping", remind_of_visits)])
registry.add_notice_kinds([NoticeKind("helping", "帮扶对子", ("helpingpair", "helping-visit"))])
registry.add_deadlines(
    [
        DeadlineKind(HelpDeadline.VISIT, str(HelpDeadline.VISIT.label), frozenset({DeadlineUnit.DAY}), shortest=7),
        DeadlineKind(
            HelpDeadline.WORDS,
            str(HelpDeadline.WORDS.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=6,
            is_kept=True,
            due=lambda: pairs_past_term(timezone.localdate()).count(),
        ),
    ]
)
registry.add_constraints(
    {
        "helping_pair_has_one_helper": Broken("unit", "帮扶单位和服务队要选一个，也只选一个", "unit"),
        "engagement_no_overlap": Broken("engaged", "这家社会组织这段时间已引进到这个区域", "organisation"),
    }
)
