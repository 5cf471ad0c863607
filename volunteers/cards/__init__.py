"""What waits on the desk, a module per noun."""

import volunteers.cards.queue  # noqa: F401
