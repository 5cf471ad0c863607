"""The numbers that static/js/board.js draws. Every chart has a plain table beside it, from the same board."""

from decimal import Decimal
from typing import Any

from orgtree.boards.services.shown import Board, Cell, Peers, is_rate
from orgtree.figures.rules import rounded


def chart_data(board: Board) -> dict[str, Any]:
    """{"peers": [{label, charts}], "trends": charts}: each chart has an id, a title, names and values; none is empty."""
    return {
        "peers": [{"label": peers.label, "charts": _peer_charts(peers)} for peers in board.peers],
        "trends": _trends(board),
    }


def _peer_charts(peers: Peers) -> list[dict]:
    """Bars of one figure over like areas, in their order in the tree; of figures that are not zero everywhere."""
    charts = []
    for position, cell in enumerate(peers.lines[0].cells):
        cells = [line.cells[position] for line in peers.lines]
        if cell.is_charted and len(cells) > 1 and any(one.value for one in cells):
            charts.append(
                {
                    "id": f"peers-{peers.kind}-{position}",
                    "title": cell.figure.label,
                    "unit": cell.figure.unit,
                    "names": [line.area.name for line in peers.lines],
                    "values": [plotted(one.value, one.figure.decimals) for one in cells],
                    "labels": [_label(one) for one in cells],
                    "rate": is_rate(cell.figure),
                }
            )
    return charts


def _label(cell: Cell) -> str:
    if cell.value is None:
        return "暂无数据"
    return f"{cell.text}（{cell.base_text}）" if cell.base_text else cell.text


def _trends(board: Board) -> list[dict]:
    """Lines over the last periods, of figures that were filled at least twice and are not all zero.

    `breaks` are those of the periods that begin in other boundaries than the one before.
    """
    charts, breaks = [], [one.slug for one, _, found in board.trend_marked if found]
    for position, cell in enumerate(board.headline):
        values = [cells[position].value for _, cells in board.trend]
        if cell.is_charted and sum(value is not None for value in values) > 1 and any(values):
            charts.append(
                {
                    "id": f"trend-{position}",
                    "title": cell.figure.label,
                    "unit": cell.figure.unit,
                    "names": [period.slug for period, _ in board.trend],
                    "breaks": breaks,
                    "values": [plotted(value, cell.figure.decimals) for value in values],
                }
            )
    return charts


def plotted(value: Decimal | None, decimals: int) -> float | None:
    """The number as it is printed elsewhere, for a chart."""
    return None if value is None else float(rounded(value, decimals))
