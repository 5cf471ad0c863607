"""How units stand above one another."""

# A bureau of the city, one of the district, its institute, a station of that, a team: a unit and at most so many with it in
# one line from the highest to the lowest. What lies deeper is reached from nowhere above (fails closed).
MOST_LEVELS = 5
