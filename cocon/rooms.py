"""The subjects of this app, from the lowest to the highest: each is a folder, and imports from those before it."""

SUBJECTS = ("units", "estates", "agreements", "bodies", "meetings", "venues", "needs", "projects", "wishes")
