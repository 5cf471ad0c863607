"""Which colour a kind of work has. Source: docs/rules.md, "Ledger of grids"."""

from grids.ledger.choices import Colour

# By the first two digits of the class; gas and lifts are safety, though they stand among the facilities. Tasks from the office are red.
OF_GROUP = {
    "01": Colour.GREEN,
    "02": Colour.GREEN,
    "03": Colour.ORANGE,
    "04": Colour.YELLOW,
    "05": Colour.BLUE,
    "06": Colour.GREEN,
    "07": Colour.ORANGE,
    "08": Colour.BLUE,
}
OF_CLASS = {"0204": Colour.ORANGE, "0205": Colour.ORANGE}


def colour_of(code: str) -> Colour:
    """The colour of a case of this class."""
    return OF_CLASS.get(code) or OF_GROUP[code[:2]]
