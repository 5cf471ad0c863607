"""The desk's pages of venues, rooms and bookings."""

from cocon.venues.desk import bookings, venues  # noqa: F401 -- each registers its own
