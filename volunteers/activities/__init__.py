"""Activities: sessions, sign-ups, the roll, photos, and what residents say."""
