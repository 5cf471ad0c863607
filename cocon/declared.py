"""What this app declares for the ground floor: a line a noun in each block, in the order in which it is shown."""

from django.db.models import Q
from django.utils import timezone

from cocon.agreements.choices import AgreementNumber
from cocon.agreements.declared import unit_home as agreements_unit_home
from cocon.agreements.declared.counters import COUNTERS
from cocon.agreements.services.agreements import remind_of_ends
from cocon.bodies.declared import unit as seats_of_unit
from cocon.bodies.models import BodyKind
from cocon.declare import UnitSection, add_goal_counters, add_unit_sections
from cocon.meetings.declared import unit as meetings_of_unit
from cocon.meetings.services.agenda import ORIGIN as MEETINGS
from cocon.needs.choices import NeedDeadline
from cocon.needs.declared import unit_home as needs_unit_home
from cocon.needs.services.milestones import ORIGIN
from cocon.units.choices import UnitNumber
from cocon.units.declared import unit_home as units_unit_home
from cocon.units.models import Matter
from cocon.units.services.audited import CONTACTS
from cocon.units.services.profiles import contacts_due as unit_contacts_due
from cocon.venues.choices import VenueDeadline
from cocon.venues.declared import bookers
from cocon.venues.declared import home as venues_home
from cocon.venues.lists import booking_list
from cocon.venues.models.bookings import SAID, Booking
from cocon.venues.services.keeping import contacts_due
from cocon.wishes.declared import home, timeline
from cocon.wishes.lists import wish_list
from cocon.wishes.models import ENDED, Wish
from cocon.wishes.services.audited import WISHERS
from orgtree.choices import DeadlineUnit
from orgtree.choices import Permission as P
from orgtree.declare import Broken, Dictionary, HomeSection, Past, Reminder, TaskOrigin, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.files.erasing import Stock, Words
from orgtree.files.shown import file_in
from volunteers.members.choices.deadline import DeadlineKey

add_goal_counters(COUNTERS)
registry.add_deadlines(
    [
        DeadlineKind(
            UnitNumber.CONTACT,
            str(UnitNumber.CONTACT.label),
            frozenset({DeadlineUnit.MONTH}),
            shortest=6,
            is_kept=True,
            due=lambda: unit_contacts_due(timezone.localdate()).count(),
        )
    ]
)
registry.add_deadlines(DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.MONTH})) for key in AgreementNumber)
registry.add_reminders([Reminder("cocon.agreements", remind_of_ends)])
add_unit_sections([*agreements_unit_home.SECTIONS, *needs_unit_home.SECTIONS, *units_unit_home.SECTIONS])
registry.add_own_data([wish_list.own_data()])
registry.add_person_kinds([WISHERS, CONTACTS])
registry.add_home_sections([HomeSection("cocon.wishes", 20, home.section)])
registry.add_files(
    [
        file_in(
            "wish-photo",
            Wish,
            "photo",
            lambda user: Wish.objects.allowed(user, P.ACTIVITY_VIEW),
            Wish.objects.mine,
            own_data=wish_list.own_data().key,
            kept=DeadlineKey.KEEP_WORDS,
        )
    ]
)
registry.add_notice_kinds(
    [
        NoticeKind("wishes", "微心愿", ("wish",)),
        NoticeKind("units", "单位共建", ("pairing", "agreement", "agreement-ends")),
        NoticeKind("needs", "共建需求", ("need", "claim")),
        NoticeKind("meetings", "共建会议", ("meeting", "topic", "seat")),
    ]
)
registry.add_past([Past("cocon.wishes", timeline.wishes_fulfilled)])
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
registry.add_dictionaries(
    [
        Dictionary(
            Matter,
            columns=("code", "name", "area", "hint", "position", "is_active"),
            fields=("area", "code", "name", "hint", "position", "is_active"),
            fixed=("code",),
            position=64,
            hint="需求、资源和单位特长共用的类别，类别相同才会互相推荐。",
        ),
        Dictionary(
            BodyKind,
            columns=(
                "name",
                "area",
                "is_coordination",
                "seats_least",
                "seats_most",
                "part_least",
                "part_most",
                "term_months",
            ),
            fields=("area", "code", "name", "is_coordination", "seats_least", "seats_most", "part_least", "part_most")
            + ("term_months", "topic_days", "position", "is_active"),
            fixed=("code",),
            position=66,
            hint="大党委、联席会等组织的类型、名额和任期。",
        ),
    ]
)
registry.add_task_origins([TaskOrigin(ORIGIN, "共建认领", needs_unit_home.find_claim)])
registry.add_deadlines(
    DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}), shortest=1)
    for key in NeedDeadline
)
add_unit_sections(
    [UnitSection("bodies", 80, seats_of_unit.section), UnitSection("meetings", 30, meetings_of_unit.section)]
)
registry.add_task_origins([TaskOrigin(MEETINGS, "会议", meetings_of_unit.find_meeting)])

# 阵地
registry.add_own_data([booking_list.own_data()])
registry.add_person_kinds([bookers.BOOKERS])
registry.add_home_sections([HomeSection("cocon.bookings", 21, venues_home.section)])
registry.add_notice_kinds([NoticeKind("bookings", "场地预约", ("booking",), urgent=True)])
registry.add_words([Words(Booking, "member", SAID)])
UNITS = {VenueDeadline.NO_SHOWS: DeadlineUnit.TIME, VenueDeadline.OFFER: DeadlineUnit.HOUR}
registry.add_deadlines(
    DeadlineKind(
        key,
        str(key.label),
        frozenset({UNITS.get(key, DeadlineUnit.DAY)}),
        shortest=1,
        is_kept=key == VenueDeadline.CONTACT,
        due=contacts_due if key == VenueDeadline.CONTACT else None,
    )
    for key in VenueDeadline
)
registry.add_constraints(
    {"booking_no_overlap": Broken("taken", "这段时间已经有人预约，请换一个时间，或加入候补", "starts_at")}
)
