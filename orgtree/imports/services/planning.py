"""What a file would do now: its good rows planned together, the others set aside with what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass

from orgtree.files.local import on_disk
from orgtree.imports.models import ImportJob
from orgtree.imports.services.answers import answers_of
from orgtree.imports.services.jobs import WITH_HIDDEN
from orgtree.imports.services.layouts import arranged_for
from orgtree.imports.services.places import rows_elsewhere
from orgtree.sheets.declaring import Entry, Importer, Plan, Question, Request, RowError, importers
from orgtree.sheets.reading import Table, read_table

Report = Callable[[int], None]
REPORTED = 250  # rows between two reports: each is a message to the cache
ROUNDS = 6  # a row that leaves may take with it those that counted on it, and so on; sheets of people need two
TANGLED = "这一行与其他有错误的行互相牵连，请先改正其他行"


@dataclass
class Planned:
    """The table that was read, what its good rows do, and every error of the rows that stay out."""

    table: Table
    plan: Plan
    request: Request
    errors: list[RowError]
    questions: list[Question]

    @property
    def good_rows(self) -> int:
        return len(self.request.entries)

    @property
    def bad_rows(self) -> int:
        return len({error.row for error in self.errors})


def plan_import(job: ImportJob, *, report: Report, begin: Report, lock: bool) -> Planned:
    """What the file does now; `begin` is told how many rows it has. Raises RuleBroken for a file that cannot be read."""
    importer, table = importers[job.importer], read_job(job)
    begin(len(table.rows))
    entries, errors = _entries(table, importer.form, report)
    request = Request(entries=entries, area=job.area, options=job.options, by=job.created_by, lock=lock)
    request.answers = answers_of(job)
    questions: list[Question] = []
    plan, errors = _plan_good(importer, request, [*errors, *rows_elsewhere(table, job.area)], questions)
    return Planned(table, plan, request, sorted(errors, key=lambda error: error.row), questions)


def read_job(job: ImportJob) -> Table:
    """The rows of the uploaded file as its uploader wants it read. Raises RuleBroken."""
    hidden = bool(job.options.get(WITH_HIDDEN))
    with on_disk(job.file) as path:
        return read_table(path, importers[job.importer].form, with_hidden=hidden, arranged=arranged_for(job))


def _plan_good(
    importer: Importer, request: Request, errors: list[RowError], questions: list[Question]
) -> tuple[Plan, list[RowError]]:
    """The plan of the rows without errors, and all errors; what is refused leaves, and the rest is planned anew. What is asked
    is added to `questions`.
    """
    for _ in range(ROUNDS):
        bad = {error.row for error in errors}
        request.entries = [entry for entry in request.entries if entry.row not in bad]
        plan = importer.plan(request)
        questions += plan.questions
        if not plan.errors:
            return plan, errors
        errors = [*errors, *plan.errors]
    bad = {error.row for error in errors}
    errors += [RowError(entry.row, "", TANGLED) for entry in request.entries if entry.row not in bad]
    request.entries = []
    return importer.plan(request), errors


def _entries(table: Table, form_class, report: Report) -> tuple[list[Entry], list[RowError]]:
    form, entries, errors = form_class(), [], []
    for done, row in enumerate(table.rows, start=1):
        values, wrong = form.check(row.cells)
        unread = {column for column, _ in row.wrong}
        wrong = [*row.wrong, *((column, message) for column, message in wrong if column not in unread)]
        if wrong:
            errors += [RowError(row.number, column, message) for column, message in wrong]
        else:
            entries.append(Entry(row.number, values))
        if done % REPORTED == 0:
            report(done)
    report(len(table.rows))
    return entries, errors
