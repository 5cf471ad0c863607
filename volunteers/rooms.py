"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = (
    "members",
    "points",
    "check_ins",
    "teams",
    "duties",
    "service",
    "activities",
    "standing",
    "feedback",
    "recognition",
    "emergencies",
    "home",
)
