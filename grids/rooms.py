"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = (
    "categories",
    "staff",
    "replies",
    "cases",
    "hands",
    "dispatch",
    "whistles",
    "doors",
    "ledger",
    "index",
    "opened",
)
