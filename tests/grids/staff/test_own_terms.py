"""Who serves in a grid sees to their own consent on the phone: taken back, the public card names them no more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from grids.models import StaffTerm
from tests.grids.staff import makers

pytestmark = pytest.mark.django_db


def test_a_worker_takes_the_consent_back_and_the_card_names_nobody(town, client):
    term = StaffTerm.objects.filter(account=town.grid_worker).first() or makers.serving(
        town, area=town.east_grid, role="worker"
    )
    StaffTerm.objects.filter(pk=term.pk).update(
        consented_on=timezone.localdate(), account=town.grid_worker, area=town.east_grid
    )
    makers.published(town)
    card = reverse("grid-card", args=[town.east_grid.code])
    assert town.grid_worker.name in client.get(card).content.decode()
    client.force_login(town.grid_worker)
    assert reverse("own-term", args=[term.pk]) in client.get(reverse("own-terms")).content.decode()
    reply = client.post(reverse("own-term-act", args=[term.pk, "withdraw-consent"]))
    assert reply.status_code == 302, reply.content.decode()
    assert town.grid_worker.name not in client.get(card).content.decode()
    client.force_login(town.clerk)
    assert client.get(reverse("own-term", args=[term.pk])).status_code == 404
