"""What waits on the desk, a module per noun; and what stands on the page for residents."""

import volunteers.activities.declared.cards  # noqa: F401
import volunteers.activities.declared.residents  # noqa: F401
import volunteers.check_ins.declared.cards  # noqa: F401
import volunteers.duties.declared.cards  # noqa: F401
import volunteers.emergencies.declared.cards  # noqa: F401
import volunteers.feedback.declared.cards  # noqa: F401
import volunteers.home.declared.cards  # noqa: F401
import volunteers.members.declared.cards_finding  # noqa: F401
import volunteers.members.declared.cards_pairs  # noqa: F401
import volunteers.members.declared.cards_queue  # noqa: F401
import volunteers.members.declared.cards_units  # noqa: F401
import volunteers.points.declared.cards  # noqa: F401
import volunteers.recognition.declared.cards_certificates  # noqa: F401
import volunteers.recognition.declared.cards_rewards  # noqa: F401
import volunteers.recognition.declared.residents  # noqa: F401
import volunteers.service.declared.cards  # noqa: F401
import volunteers.standing.declared.cards  # noqa: F401
import volunteers.teams.declared.cards  # noqa: F401
