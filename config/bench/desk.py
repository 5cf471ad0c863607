"""What is measured of a community's own work: crediting, confirming, taking a roster in."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import connection
from django.utils import timezone

from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import MONTH
from orgtree.acts import perform_one
from orgtree.choices import AreaKind, JobState
from orgtree.imports.acts import import_acts
from orgtree.imports.services import apply_import, check_import, upload_import
from orgtree.imports.services.jobs import start_step
from orgtree.models import Area, ImportJob, User
from orgtree.sheets.reading import read_table
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from volunteers.choices import ServiceState
from volunteers.importers import RosterRowForm
from volunteers.models import Member, MemberYear, PointCredit, PointEntry, ServiceRecord
from volunteers.points.services.points import Deed, credit_deed, credit_deeds
from volunteers.service.services.service_records import confirm_services

ENTRIES = 500
CONFIRMED = 200
ROSTER = 5_000


def crediting(by: User) -> Iterator[Ratio]:
    """A member's year of 500 entries, at once and one by one, in accounts that stand open."""
    busy, idle = Member.objects.filter(area__isnull=False).select_related("area").order_by("pk")[:2]
    for member in (busy, idle):
        MemberYear.objects.create(member=member, year=MONTH.start.year)
    year = _deeds(busy, ENTRIES)
    rows = _rows_of(year, by)
    yield side_by_side(
        f"credit a member-year of {ENTRIES} entries",
        undone(lambda: credit_deeds(deeds=year, by=by)),
        "bare INSERT of the same entries and credits",
        undone(lambda: _insert(rows)),
        rounds=10,
    )
    credit_deeds(deeds=year, by=by)
    yield side_by_side(
        f"credit one more in a year of {ENTRIES}",
        undone(lambda: credit_deed(deed=_deeds(busy, 1, "more")[0], by=by)),
        "credit one in an empty year",
        undone(lambda: credit_deed(deed=_deeds(idle, 1, "more")[0], by=by)),
        rounds=30,
    )


def _deeds(member: Member, count: int, series: str = "year") -> list[Deed]:
    """Services of an hour and a half, some fifteen hours apart, so that daily and weekly caps bite."""
    start = timezone.make_aware(datetime(MONTH.start.year, 1, 1, 9))  # noqa: DTZ001  (made aware at once)
    return [
        Deed(member.pk, "S01", 1.5, start + n * timedelta(hours=15), member.area, f"bench:{series}:{member.pk}:{n}")
        for n in range(count)
    ]


def _rows_of(deeds: list[Deed], by: User) -> tuple[list[PointEntry], list[PointCredit]]:
    """The rows that crediting writes, as it wrote them once."""
    rows: list = []

    def read_back() -> None:
        credit_deeds(deeds=deeds, by=by)
        entries = list(PointEntry.objects.filter(source__in=[deed.source for deed in deeds]))
        rows.extend((entries, list(PointCredit.objects.filter(entry__in=entries))))

    undone(read_back)()
    return rows[0], rows[1]


def _insert(rows: tuple[list[PointEntry], list[PointCredit]]) -> None:
    entries, credits = rows
    PointEntry.objects.bulk_create(entries)
    PointCredit.objects.bulk_create(credits)


def confirming(secretary: User) -> Iterator[Ratio]:
    """200 waiting services in one action, against one alone, and against no more than marking them."""
    ids = _put_back_to_waiting(secretary)

    def together() -> None:
        outcome = confirm_services(record_ids=ids, by=secretary)
        assert outcome.done == CONFIRMED, outcome.refused

    def alone() -> None:
        assert confirm_services(record_ids=ids[:1], by=secretary).done == 1

    def mark() -> None:
        ServiceRecord.objects.filter(pk__in=ids).update(
            state=ServiceState.CONFIRMED, decided_by=secretary, decided_at=timezone.now()
        )

    name = f"confirm {CONFIRMED} services in one action"
    yield side_by_side(name, undone(together), "confirm one in one action", undone(alone), rounds=5)
    yield side_by_side(name, undone(together), "bare UPDATE of their state", undone(mark), rounds=5)


def _put_back_to_waiting(secretary: User) -> list[int]:
    """The ids of 200 services of the secretary's community, made to wait again."""
    [seat] = secretary.live_posts
    own = ServiceRecord.objects.within(seat.area).order_by("pk")
    ids = list(own.values_list("pk", flat=True)[:CONFIRMED])
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        ServiceRecord.objects.filter(pk__in=ids).update(state=ServiceState.SUBMITTED, decided_by=None, decided_at=None)
        cursor.execute("SET session_replication_role = DEFAULT")
    return ids


def roster(secretary: User) -> Iterator[Ratio]:
    """A roster of 5,000 new members: checked with its preview, then written, each against reading the sheet alone."""
    [seat] = secretary.live_posts
    with write_workbook([_roster_sheet(seat.area)]) as file:
        upload = File(file, name="名册.xlsx")
        job = upload_import(importer="roster", area=seat.area, file=upload, options={"consented": True}, by=secretary)

    def read() -> None:
        assert len(read_table(job.file.path, RosterRowForm).rows) == ROSTER

    def check() -> None:
        _ordered(job, JobState.CHECKING)
        check_import(job.pk)
        assert ImportJob.objects.get(pk=job.pk).state == JobState.READY, ImportJob.objects.get(pk=job.pk).errors[:3]

    def write() -> None:
        _ordered(job, JobState.APPLYING)
        apply_import(job.pk)
        assert ImportJob.objects.get(pk=job.pk).state == JobState.DONE, ImportJob.objects.get(pk=job.pk).message

    yield side_by_side(
        f"check a roster of {ROSTER:,} rows, preview kept", check, "reading the sheet alone", read, rounds=3, most=4
    )
    yield side_by_side(
        f"write those {ROSTER:,} rows", undone(write), "reading the sheet alone", read, rounds=3, most=12
    )
    perform_one(import_acts, "discard", pk=job.pk, by=secretary)


def _ordered(job: ImportJob, state: JobState) -> None:
    """Order the step anew, whatever has become of it before."""
    job.refresh_from_db()
    start_step(job, state)


def _roster_sheet(community: Area) -> Sheet:
    grids = list(Area.objects.within(community).filter(kind=AreaKind.GRID).values_list("name", flat=True))
    rows = [[f"测速{n}", f"198{n:08d}", "测速单位", "测速小区", grids[n % len(grids)]] for n in range(ROSTER)]
    headings = [Heading(label) for label in ("姓名", "手机", "工作单位", "居住小区/楼栋", "网格")]
    return Sheet("名册", "测速名册", "", headings, rows)
