"""Call-ups and shifts of emergencies that still have their list; what was served stands among the services."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    calls = CallUp.objects.filter(member=member).select_related("emergency").order_by("pk")
    places = ShiftPlace.objects.filter(member=member).select_related("shift__emergency").order_by("starts_at", "pk")
    rows = [
        (
            str(call.emergency),
            "动员",
            plain(call.invited_at),
            call.get_state_display(),
            plain(call.answered_at),
            call.get_channel_display(),
            call.reason,
        )
        for call in calls
    ]
    rows += [
        (
            str(place.shift.emergency),
            "班次",
            place.shift.when_in_words,
            place.get_state_display(),
            plain(place.rolled_at),
            "",
            place.problem,
        )
        for place in places
    ]
    return Section("应急动员", ("动员", "事项", "时间", "状态", "回复或点名时间", "回复方式", "说明"), rows)
