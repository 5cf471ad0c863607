"""Words that the rules refused, shown again at the field where they were typed, so that nobody types them twice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """What was typed for `row` (an id), and why it could not be taken."""

    row: int
    text: str
    message: str
