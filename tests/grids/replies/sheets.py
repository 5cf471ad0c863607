"""A sheet of replies planned, and written where nothing is wrong with it."""

from orgtree.sheets.declaring import Entry, Plan, Request, importers


def taken_in(town, lines: list[dict]) -> Plan:
    """The plan of these lines for 东园社区."""
    entries = [Entry(number, line) for number, line in enumerate(lines, start=2)]
    request = Request(entries=entries, area=town.east, options={}, by=town.secretary, lock=True)
    plan = importers["replies"].plan(request)
    if not plan.errors:
        importers["replies"].write(plan, request, lambda done: None)
    return plan
