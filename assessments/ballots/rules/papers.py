"""Paper ballots: what one person entered of a batch, against what another did."""

from collections.abc import Mapping

from orgtree.errors import RuleBroken

Counts = Mapping[str, Mapping[str, int]]  # subject -> option or "" -> ballots


def check_counts(counts: Counts, ballots: int, spoiled: int) -> None:
    """Raise RuleBroken at the first subject whose marks do not add up to the ballots that are not spoiled."""
    if spoiled > ballots:
        raise RuleBroken("spoiled", f"废票{spoiled}张，多于收回的{ballots}张", field="spoiled")
    for subject, marks in counts.items():
        given = sum(marks.values())
        if given != ballots - spoiled:
            raise RuleBroken(
                "sum",
                f"各栏合计{given}张，应为收回{ballots}张减废票{spoiled}张等于{ballots - spoiled}张",
                field=f"subject_{subject}",
            )


def differences(one: Counts, other: Counts) -> list[str]:
    """The subjects that two people entered differently."""
    return [subject for subject in {**one, **other} if one.get(subject) != other.get(subject)]
