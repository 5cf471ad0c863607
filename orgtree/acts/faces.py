"""Which declared acts a page, an address or a button does that is not made from the declarations.

What takes a form of many fields, or stands on another row's page, is written by hand; it says which acts it does, and a
guard asks every surface (tests/test_surfaces.py).
"""

from collections.abc import Callable
from typing import TypeVar

from orgtree.acts.declaring import Acts

Named = tuple[str, str]  # a noun and the key of one of its acts
Face = TypeVar("Face", bound=Callable)


def named(acts: Acts, *keys: str) -> tuple[Named, ...]:
    """The acts by their names; raises KeyError for one that the noun does not declare."""
    return tuple((acts.noun, acts[key].key) for key in keys)


def does(acts: Acts, *keys: str) -> Callable[[Face], Face]:
    """Decorator: the function is a face of these acts of the noun. It may stand twice, for acts of two nouns."""
    theirs = named(acts, *keys)

    def mark(face: Face) -> Face:
        face.does = (*theirs, *acts_done_by(face))
        return face

    return mark


def acts_done_by(face: Callable) -> tuple[Named, ...]:
    """The declared acts that a function says it does."""
    return getattr(face, "does", ())
