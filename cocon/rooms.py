"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = (
    "units",
    "estates",
    "agreements",
    "covenants",
    "bodies",
    "meetings",
    "venues",
    "needs",
    "helping",
    "projects",
    "brands",
    "wishes",
)
