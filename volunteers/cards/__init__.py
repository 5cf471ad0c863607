"""What waits on the desk, a module per noun."""

import volunteers.cards.activities  # noqa: F401
import volunteers.cards.certificates  # noqa: F401
import volunteers.cards.check_ins  # noqa: F401
import volunteers.cards.data_requests  # noqa: F401
import volunteers.cards.duties  # noqa: F401
import volunteers.cards.emergencies  # noqa: F401
import volunteers.cards.feedback  # noqa: F401
import volunteers.cards.finding  # noqa: F401
import volunteers.cards.ledger  # noqa: F401
import volunteers.cards.queue  # noqa: F401
import volunteers.cards.rewards  # noqa: F401
import volunteers.cards.services  # noqa: F401
import volunteers.cards.standing  # noqa: F401
import volunteers.cards.teams  # noqa: F401
import volunteers.cards.units  # noqa: F401
import volunteers.cards.wishes  # noqa: F401
