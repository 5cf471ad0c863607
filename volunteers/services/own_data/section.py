"""One table of the copy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """Title (also the sheet's name, at most 31 characters), headers, and rows; every value is text."""

    title: str
    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
