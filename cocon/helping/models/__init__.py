"""Tables of helping pairs and of social organisations."""

from cocon.helping.models.pairs import HelpGiven, HelpingPair
from cocon.helping.models.social import Engagement, SocialService

__all__ = ["Engagement", "HelpGiven", "HelpingPair", "SocialService"]
