"""The work report of an area: the sentences that offices publish, and every figure, from the same board."""

from dataclasses import dataclass

from orgtree.boards.models import ReportSentence
from orgtree.boards.rules import pieces_of
from orgtree.boards.services.boards import board
from orgtree.boards.services.shown import Board, Cell
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.tree.models import Area


@dataclass(frozen=True)
class Part:
    """A stretch of words, or a number with the figure it comes from."""

    text: str
    cell: Cell | None = None


@dataclass(frozen=True)
class Spoken:
    """One sentence with its numbers. `empty`: all but norms are nought or unknown, so there is nothing to publish."""

    label: str
    parts: list[Part]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def empty(self) -> bool:
        said = (part.cell for part in self.parts if part.cell and part.cell.value)
        return all(getattr(cell.figure, "is_given", False) for cell in said)


@dataclass(frozen=True)
class Report:
    """A board with its sentences: those that say something, and how many do not in this period."""

    board: Board
    sentences: list[Spoken]
    left_out: int


def report(area: Area, period: Period, *, today: bool = False) -> Report:
    """The report of `area`, which the caller has found through `.allowed`: the queries of its board and one more."""
    shown = board(area, period, today=today)
    cells = {cell.figure.key: cell for group in shown.groups for cell in group.cells}
    spoken = spoken_of(area, period, cells)
    said = [sentence for sentence in spoken if not sentence.empty]
    return Report(shown, said, left_out=len(spoken) - len(said))


def sentences_of(area: Area, period: Period, cells: dict[str, Cell]) -> list[Spoken]:
    """The sentences that say something, given the cells of the area by key. Two queries."""
    return [sentence for sentence in spoken_of(area, period, cells) if not sentence.empty]


def spoken_of(area: Area, period: Period, cells: dict[str, Cell]) -> list[Spoken]:
    """Every sentence in use for the area, those that the apps declare first."""
    words = {"place": area.name, "period": period.label}
    templates = [(one.label, one.text) for one in registry.sentences.values()]
    templates += ReportSentence.objects.shown_for(area).values_list("label", "text")
    return [Spoken(label, parts_of(text, words, cells)) for label, text in templates]


def parts_of(text: str, words: dict[str, str], cells: dict[str, Cell]) -> list[Part]:
    """The sentence with words and numbers in its braces; a figure that no longer exists prints as 暂无."""
    parts = []
    for piece in pieces_of(text):
        if piece.text or piece.name in words:
            parts.append(Part(piece.text or words[piece.name]))
        else:
            cell = cells.get(piece.name)
            parts.append(Part(number_in_words(cell), cell))
    return parts


def number_in_words(cell: Cell | None) -> str:
    """The value as a sentence prints it: no thousands commas, 暂无 for none, marked while somebody doubts it."""
    if cell is None or cell.value is None:
        return "（暂无）"
    return cell.text.replace(",", "") + ("（待核实）" if cell.doubt else "")
