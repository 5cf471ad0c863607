"""Fixtures shared by every test."""

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

# Here, and not as plugins, so that they replace the ones of pytest-playwright.
from tests.browser import browser_type_launch_args, desktop, phone, pytest_report_header  # noqa: F401
from tests.town import Town, build_town
from tests.worker import celery_worker_process  # noqa: F401


@pytest.fixture
def town(db) -> Town:
    """The town of tests/town.py, fresh for each test."""
    return build_town()


@pytest.fixture(autouse=True, scope="session")
def _emptying_passes_the_append_only_triggers():
    """Tests with real transactions empty every table afterwards, which the ledger's own triggers rightly refuse."""
    plain = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        plain(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield
