"""Whether a community has the space that the norms ask for. Source: docs/rules.md, "Venues and bookings" (≥400 m², ≥30 m²/百户)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Compliance:
    """What a community has and what it should have, in square metres; None where no norm holds or nobody knows the households."""

    has: float
    community: int | None
    by_households: float | None

    @property
    def lacks(self) -> float:
        """How much is missing to the higher of both; 0 for nothing."""
        wanted = max(self.community or 0, self.by_households or 0)
        return max(wanted - self.has, 0)

    @property
    def is_met(self) -> bool:
        return self.lacks == 0


def judge_space(has: float, *, community: int | None, per_hundred: int | None, households: int | None) -> Compliance:
    """The compliance of a community with `has` square metres and so many households."""
    by_households = per_hundred * households / 100 if per_hundred and households else None
    return Compliance(has, community, by_households)
