"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = (
    "schemes",
    "surveys",
    "keytasks",
    "honours",
    "rounds",
    "ballots",
    "results",
    "reviews",
    "rectify",
)
