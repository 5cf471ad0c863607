"""Addresses of this subject."""

from django.urls import path

from cocon.venues.pages import booking, calendar, own

urlpatterns = [
    path("venues/", booking.venues, name="venues"),
    path("venues/rooms/<int:pk>/", booking.room, name="room"),
    path("venues/rooms/<int:pk>/book/", booking.book, name="book-room"),
    path("bookings/<str:token>/", booking.receipt, name="booking"),
    path("bookings/<str:token>/booking.ics", booking.receipt_ics, name="booking-ics"),
    path("m/bookings/", own.bookings, name="member-bookings"),
    path("u/bookings/", own.unit_bookings, name="unit-bookings"),
    path("rooms/<int:pk>/month/", calendar.month, name="room-month"),
    path("rooms/<int:pk>/door/", calendar.door, name="room-door"),
    path("rooms/<int:pk>/room.ics", calendar.room_ics, name="room-ics"),
    path("rooms/<int:pk>/series/", calendar.series, name="room-series"),
]
