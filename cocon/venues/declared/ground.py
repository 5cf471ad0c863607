"""What venues and bookings declare for the ground floor."""

from cocon.declare import add_unit_sections, add_year_facts
from cocon.venues.choices import VenueDeadline
from cocon.venues.declared import bookers, home, unit_home
from cocon.venues.lists import booking_list, facility_list, room_list
from cocon.venues.models.bookings import SAID, Booking
from cocon.venues.models.rooms import Room
from cocon.venues.models.venues import Facility
from cocon.venues.services.bookings import TAKEN
from cocon.venues.services.keeping import contacts_due
from orgtree.choices import DeadlineUnit
from orgtree.choices import Permission as P
from orgtree.declare import Broken, HomeSection, HomeTab, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.declare.tables import ListedRows
from orgtree.files.erasing import Words
from volunteers.declare import Heir, add_heirs
from volunteers.home.desk.whole_person import Part, add_parts

UNITS = {
    VenueDeadline.NO_SHOWS: DeadlineUnit.TIME,
    VenueDeadline.OFFER: DeadlineUnit.HOUR,
    VenueDeadline.DECIDE: DeadlineUnit.WORKDAY,
}


def rooms(window: Window):
    """Rooms of venues in use on the last day that counts."""
    return Room.objects.in_use(window.last_day).select_related(*room_list.loads).order_by("venue", "name", "pk")


def facilities(window: Window):
    """Facilities of the circle in use on the last day that counts."""
    return Facility.objects.in_use(window.last_day).select_related("area").order_by("area", "kind", "pk")


add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_own_data([booking_list.own_data()])
add_parts(Part(booking_list, P.VENUE_MANAGE, "room when purpose people state"))
registry.add_person_kinds([bookers.BOOKERS])
registry.add_home_sections([HomeSection("cocon.bookings", 21, home.section, HomeTab.MINE, home.rows)])
registry.add_notice_kinds([NoticeKind("bookings", "场地预约", ("booking",), urgent=True)])
add_heirs([Heir(Booking, called="次场地预约")])
registry.add_words([Words(Booking, "member", SAID)])
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
registry.add_constraints({"booking_no_overlap": Broken("taken", TAKEN, "starts_at")})
registry.add_listed_rows(
    [
        ListedRows(
            "cocon.rooms",
            "房间与场地",
            rooms,
            "venue__area",
            room_list.pick("name venue area use capacity hours is_lent"),
            P.COCON_VIEW,
        ),
        ListedRows(
            "cocon.facilities",
            "生活圈设施",
            facilities,
            "area",
            facility_list.pick("name kind area since until"),
            P.COCON_VIEW,
        ),
    ]
)
