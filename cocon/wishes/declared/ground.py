"""What wishes declare for the ground floor."""

from django.db.models import Q

from cocon.declare import add_unit_sections, add_year_facts
from cocon.wishes.declared import home, timeline, unit_home
from cocon.wishes.lists import wish_list
from cocon.wishes.models import ENDED, Wish
from cocon.wishes.services.audited import WISHERS
from cocon.wishes.services.wishes import open_again
from orgtree.choices import Permission as P
from orgtree.declare import HomeSection, HomeTasks, Past, registry
from orgtree.declare.notices import NoticeKind
from orgtree.files.erasing import Stock, Words
from orgtree.files.shown import file_in
from volunteers.declare import Heir, account_closing, add_heirs
from volunteers.home.desk.whole_person import Part, add_parts
from volunteers.members.choices.deadline import DeadlineKey

add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_own_data([wish_list.own_data()])
add_parts(Part(wish_list, P.ACTIVITY_VIEW, "title area due state"))
registry.add_person_kinds([WISHERS])
registry.add_home_sections([HomeSection("cocon.wishes", 20, home.section)])
registry.add_home_tasks([HomeTasks("cocon.wishes", home.tasks, home.held)])
registry.add_notice_kinds([NoticeKind("wishes", "微心愿", ("wish",))])
registry.add_past([Past("cocon.wishes", timeline.wishes_fulfilled)])
registry.add_files(
    [
        file_in(
            "wish-photo",
            Wish,
            "photo",
            lambda user: Wish.objects.allowed(user, P.ACTIVITY_VIEW),
            Wish.objects.held_by,
            own_data=wish_list.own_data().key,
            kept=DeadlineKey.KEEP_WORDS,
        )
    ]
)
account_closing.add("cocon.wishes", open_again)
add_heirs([Heir(Wish, "claimed_by", called="个微心愿")])
registry.add_words([Words(Wish, "claimed_by", ("word", "outcome"), files=("photo",))])
registry.add_stocks(
    [
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(Wish, "claimed_by", (), files=("photo",)),
            "closed_at__date",
            Q(state__in=ENDED),
        )
    ]
)
