"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = (
    "schemes",
    "surveys",
    "keytasks",
    "honours",
    "life",
    "rounds",
    "ballots",
    "results",
    "reviews",
    "rectify",
)
