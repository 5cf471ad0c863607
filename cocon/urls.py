from django.urls import path

from cocon.agreements import pages as agreements
from cocon.meetings import pages as meetings
from cocon.needs import pages as needs
from cocon.units import pages as units
from cocon.venues.pages import booking, calendar
from cocon.wishes import pages as wishes

urlpatterns = [
    path("u/", units.unit_home, name="unit-home"),
    path("u/profile/", units.profile, name="unit-profile"),
    path("u/contacts/add/", units.contact_add, name="unit-contact-add"),
    path("u/contacts/<int:pk>/remove/", units.contact_remove, name="unit-contact-remove"),
    path("u/agreements/<int:pk>/", agreements.agreement, name="unit-agreement"),
    path("u/agreements/<int:pk>/sign/", agreements.sign, name="unit-agreement-sign"),
    path("u/agreements/<int:pk>/send-back/", agreements.send_back, name="unit-agreement-send-back"),
    path("u/agreements/<int:pk>/agreement.docx", agreements.document, name="unit-agreement-document"),
    path("venues/", booking.venues, name="venues"),
    path("venues/rooms/<int:pk>/", booking.room, name="room"),
    path("venues/rooms/<int:pk>/book/", booking.book, name="book-room"),
    path("bookings/<str:token>/", booking.receipt, name="booking"),
    path("bookings/<str:token>/booking.ics", booking.receipt_ics, name="booking-ics"),
    path("m/bookings/", booking.bookings, name="member-bookings"),
    path("rooms/<int:pk>/month/", calendar.month, name="room-month"),
    path("rooms/<int:pk>/door/", calendar.door, name="room-door"),
    path("rooms/<int:pk>/room.ics", calendar.room_ics, name="room-ics"),
    path("rooms/<int:pk>/series/", calendar.series, name="room-series"),
    *needs.resource_pages.urls("u/resources/"),
    path("u/needs/", needs.needs, name="unit-needs"),
    path("u/needs/<int:pk>/", needs.need, name="unit-need"),
    path("u/needs/<int:pk>/claim/", needs.claim_here, name="unit-need-claim"),
    path("u/claims/", needs.claims, name="unit-claims"),
    path("u/claims/<int:pk>/", needs.claim, name="unit-claim"),
    path("u/claims/<int:pk>/milestones/<int:task_pk>/", needs.report, name="unit-milestone"),
    path("u/claims/<int:pk>/<slug:act>/", needs.act_on, name="unit-claim-act"),
    *meetings.meeting_pages.urls("u/meetings/"),
    *meetings.topic_pages.urls("u/topics/"),
    path("m/wishes/<int:pk>/phone/", wishes.phone, name="member-wish-phone"),
    *wishes.phone_pages.urls("m/wishes/"),
]
