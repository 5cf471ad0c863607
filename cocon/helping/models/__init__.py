"""Tables of helping pairs, of what units give, of social organisations."""

from cocon.helping.models.contributions import Contribution
from cocon.helping.models.pairs import HelpGiven, HelpingPair
from cocon.helping.models.social import Engagement, SocialService

__all__ = ["Contribution", "Engagement", "HelpGiven", "HelpingPair", "SocialService"]
