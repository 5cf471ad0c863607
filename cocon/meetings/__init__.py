"""Meetings of bodies: topics, agenda, who came, what was decided, and what became of it."""
