"""What a department wished to send down, on its own page: what was refused and why, and nothing of a case that is no more its own."""

import pytest
from django.urls import reverse

from grids.cases.services.sending import sending_acts
from orgtree.acts import make
from tests.grids.cases import world

pytestmark = pytest.mark.django_db


def sent(town, at, code: str, title: str):
    case = world.signed(town, at, world.case(town, code=code, title=title))
    return make(sending_acts, "send", by=at.clerk, leg=world.lead_of(case), words="请街道办理").row


def test_the_department_reads_why_and_no_words_of_the_case(town, client):
    at = world.department(town)
    refused, taken = sent(town, at, "0203", "停水一整天"), sent(town, at, "0101", "垃圾没有清运")
    client.force_login(at.clerk)
    page = client.get(reverse("unit-sendings")).content.decode()
    assert "上级收回" in page
    assert "垃圾没有清运" not in page
    client.force_login(at.second)
    assert refused.why in client.get(reverse("unit-sending", args=[refused.pk])).content.decode()
    other = world.department(town, "住建局")
    client.force_login(other.clerk)
    assert client.get(reverse("unit-sending", args=[taken.pk])).status_code == 404
    assert refused.why not in client.get(reverse("unit-sendings")).content.decode()
