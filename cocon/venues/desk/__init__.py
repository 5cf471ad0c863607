"""The desk's pages of venues, rooms and bookings."""

from cocon.venues.desk import bookings, space, venues  # noqa: F401 -- each registers its own
