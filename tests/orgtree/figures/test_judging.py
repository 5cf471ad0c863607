"""Full fills by task: what they had to correct is told, what was cut short is said on the board, and drains stand aside."""

import threading
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.utils import timezone

from orgtree.boards.services.boards import board
from orgtree.database.locks import COUNTING, hold_shared, try_hold
from orgtree.figures.services import counting
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.figures.tasks import count_changes, fill_open_periods, fill_period
from orgtree.models import Figure, FigureAttempt, FigureFill, FigureMark, Notice
from tests.deeds import at, reported, served
from tests.orgtree.filling import LATER, OCTOBER, link, text, today
from volunteers.models import ReportIn, ServiceRecord


@pytest.mark.django_db
class TestNotice:
    def test_administrators_are_told_once_what_had_to_be_corrected(self, filled):
        fill_period(OCTOBER.slug)
        assert not Notice.objects.exists()
        for hours in (1, 2):
            Figure.objects.of(OCTOBER).filter(area=filled.street, measure="volunteers.hours").update(total=hours)
            fill_period(OCTOBER.slug)
        [notice] = Notice.objects.all()
        assert notice.user == filled.admin
        assert notice.text.startswith("2026年10月的夜间核对更正了1处指标")

    def test_a_first_fill_corrects_nothing(self, services):
        fill_period(OCTOBER.slug)
        assert FigureFill.objects.get().corrected == 0
        assert not Notice.objects.exists()


@pytest.mark.django_db
class TestCutShort:
    @pytest.fixture
    def slow(self, monkeypatch):
        def never_ends(*args):
            raise SoftTimeLimitExceeded

        monkeypatch.setattr(counting, "find_differences", never_ends)

    def test_a_fill_that_was_cut_short_says_so_until_one_ends(self, filled, client, slow, monkeypatch):
        before = list(Figure.objects.order_by("pk").values_list())
        with pytest.raises(SoftTimeLimitExceeded):
            fill_period(OCTOBER.slug)
        assert list(Figure.objects.order_by("pk").values_list()) == before
        client.force_login(filled.street_secretary)
        assert "开始的全面核对没有做完" in text(client.get(link(filled.street)))
        assert "开始的全面核对没有做完" not in text(client.get(link(filled.street, period=OCTOBER.previous.slug)))
        assert Notice.objects.get(user=filled.admin).title == "指标汇总超时中止"
        monkeypatch.undo()
        fill_period(OCTOBER.slug)
        assert "开始的全面核对没有做完" not in text(client.get(link(filled.street)))
        assert not FigureAttempt.objects.exists()

    def test_one_that_could_say_nothing_is_known_by_its_time(self, filled):
        """Killed with its worker: what it began is there, and its time is over."""
        attempt = FigureAttempt.objects.create(
            period_kind=OCTOBER.kind, period_start=OCTOBER.start, started_at=timezone.now(), limit=290
        )
        assert board(filled.street, OCTOBER).attempt is None, "it may still be running"
        FigureAttempt.objects.update(started_at=timezone.now() - timedelta(seconds=300))
        assert board(filled.street, OCTOBER).attempt == attempt

    def test_a_first_fill_that_was_cut_short(self, services, client, slow):
        with pytest.raises(SoftTimeLimitExceeded):
            fill_period(OCTOBER.slug)
        client.force_login(services.street_secretary)
        page = text(client.get(link(services.street)))
        assert "尚未汇总" in page
        assert "开始的全面核对没有做完" in page


@pytest.mark.django_db
class TestWaiting:
    def test_the_board_says_how_many_changes_are_not_counted(self, filled, client):
        client.force_login(filled.street_secretary)
        month = today()[0]
        assert "项变动未计入" not in text(client.get(link(filled.street, period=month.slug)))
        places = (filled.east_grid_two, filled.north)
        members = [reported(place, by=filled.secretary, accepted_at=at(2026, 8, 1)) for place in places]
        drain()
        noon = timezone.localtime().replace(hour=12, minute=0)  # of today, whatever the hour: the month may end tonight
        for one in members:
            served(one, noon, by=filled.west_secretary, hours="1")
            served(one, noon + timedelta(hours=2), by=filled.west_secretary, hours="1")
        days = len({*ServiceRecord.objects.filter(member__in=members).values_list("served_on")})
        # two places of the district, one of them in this street
        assert board(filled.district, month).waiting == 2 * days
        assert board(filled.street, month).waiting == days
        assert f"尚有 {days} 项变动未计入" in text(client.get(link(filled.street, period=month.slug)))
        assert board(filled.street, OCTOBER).waiting == 0
        count_changes()
        assert "项变动未计入" not in text(client.get(link(filled.street, period=month.slug)))

    def test_nothing_waits_for_a_period_that_was_never_filled(self, town):
        assert FigureMark.objects.exists()
        assert board(town.street, OCTOBER).waiting == 0


@pytest.mark.django_db
def test_running_periods_are_asked_for_until_they_have_figures(town, monkeypatch):
    asked = []
    monkeypatch.setattr(fill_period, "delay", asked.append)
    fill_figures(today()[1])
    fill_open_periods()
    assert [len(slug) for slug in asked] == [7, 4]


@pytest.mark.django_db(transaction=True)
class TestBeside:
    """Drains stand aside for full fills: what a fill has not seen must not be taken meanwhile."""

    @staticmethod
    def elsewhere(work):
        """What `work` gives in a connection of its own."""
        found = []

        def run():
            try:
                found.append(work())
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        thread.join(timeout=30)
        return found[0]

    def test_a_drain_beside_a_full_fill_takes_nothing(self, services):
        fill_figures(OCTOBER, as_of=LATER)
        waiting = FigureMark.objects.count()
        with transaction.atomic():
            hold_shared(COUNTING)
            assert self.elsewhere(drain) == 0
            assert FigureMark.objects.count() == waiting
        assert self.elsewhere(drain) == waiting

    def test_full_fills_of_two_periods_run_beside_each_other(self, services):
        with transaction.atomic():
            hold_shared(COUNTING)
            assert self.elsewhere(lambda: fill_figures(OCTOBER, as_of=LATER).written) > 0

    def test_control_a_fill_that_holds_nothing_would_be_overtaken(self, services):
        with transaction.atomic():
            assert self.elsewhere(lambda: _taken()) is True

    def test_a_mark_is_seen_together_with_its_rows(self, services):
        """What is written but not committed is not counted, and waits when it is."""
        for period in (OCTOBER,):
            fill_figures(period)
        drain()
        with transaction.atomic():
            record = served(
                ReportIn.objects.first().member, LATER.replace(month=10, day=9, hour=21), by=services.west_secretary
            )
            assert self.elsewhere(drain) == 0
        assert self.elsewhere(drain) > 0
        hours = Figure.objects.of(OCTOBER).filter(area=record.area, measure="volunteers.hours")
        assert hours.get().own == sum(
            ServiceRecord.objects.filter(area=record.area).during(OCTOBER).values_list("hours", flat=True)
        )


@transaction.atomic
def _taken() -> bool:
    return try_hold(COUNTING)
