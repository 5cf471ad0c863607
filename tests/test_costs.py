"""What the acts that a city does by the thousand cost in statements: a service logged, a need claimed, a ballot cast.

A case that is filed: tests/grids/cases/test_costs.py. What they cost of the processor: `make bench ARGS=logging`.
"""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.ballots.models import RollEntry
from assessments.ballots.services.casting import cast_ballot
from config.voter import Voter
from orgtree.choices import Permission as P
from orgtree.people.models.tokens import ApiToken
from orgtree.people.services.tokens import issue_token
from tests.assessments.ballots import polls
from tests.cocon.needs import world
from volunteers.models import ServiceRecord

pytestmark = pytest.mark.django_db

# With the savepoint that is a transaction outside of tests. The goal is 8 for each, met by the ballot alone (docs/decisions/0112).
LOGGING, CLAIMING, CASTING = 11, 22, 8


def sends(client, token: str, address: str, said: dict) -> list[str]:
    """The statements of one row made by a program."""
    with CaptureQueriesContext(connection) as asked:
        reply = client.post(
            address, json.dumps(said), content_type="application/json", headers={"Authorization": f"Token {token}"}
        )
    assert reply.status_code == 201, reply.content.decode()
    return [query["sql"] for query in asked]


def test_a_service_logged_by_api(town, member, client):
    token = issue_token(name="测试", scopes=[P.SERVICE_ENTER, P.SERVICE_VIEW], days=1, by=town.clerk)[1]

    def log(days_ago: int) -> list[str]:
        began = (timezone.localtime() - timedelta(days=days_ago)).replace(hour=9, minute=0, second=0, microsecond=0)
        said = {
            "member": member.pk,
            "kind": "S01",
            "note": "清理楼道杂物",
            "people_served": 12,
            "client_key": str(uuid4()),
        }
        said |= {"started_at": began.isoformat(), "ended_at": (began + timedelta(hours=2)).isoformat()}
        return sends(client, token, "/api/v1/service-records/", said)

    log(3)  # what is put together once a process, and the token's last use
    asked = log(2)
    assert len(asked) <= LOGGING, "\n".join(asked)
    assert ServiceRecord.objects.count() == 2


def test_a_need_claimed_by_api(town, client):
    one, other = world.paired_unit(town), world.paired_unit(town, "erxiao", "第二小学")
    shown = world.need(town)

    def claim(around) -> list[str]:
        row, token = issue_token(name="测试", scopes=[P.COCON_UNIT, P.COCON_VIEW], days=1, by=around.clerk)
        ApiToken.objects.filter(pk=row.pk).update(last_used_at=timezone.now())  # which is noted once a minute
        return sends(
            client, token, "/api/v1/claims/", {"need": shown.pk, "unit": around.unit.pk, "quantity": 1, "words": ""}
        )

    claim(one)
    asked = claim(other)
    assert len(asked) <= CLAIMING, "\n".join(asked)


def test_a_ballot_cast(town, monkeypatch):
    polls.cheap_keys(monkeypatch)
    poll = polls.opened(town, numbers=(5, 5))
    first, second = RollEntry.objects.filter(poll=poll).order_by("pk")[:2]
    Voter(first).take().cast("a")
    [ballot] = Voter(second).take().ballots("a")
    with CaptureQueriesContext(connection) as asked:
        cast_ballot(ballot)
    assert len(asked) <= CASTING, "\n".join(query["sql"] for query in asked)
