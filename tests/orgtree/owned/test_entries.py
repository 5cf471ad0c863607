"""Entries of dictionaries: who adds one says what it is called, and thinks up no code."""

import pytest

from cocon.models import PaperKind
from tests.visits import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/desk/cocon/paperkind/"


def test_an_entry_is_named_and_gets_its_code_from_the_name(town):
    client = signed_in(town.organisation)
    page = client.get(f"{PAGE}add/").content.decode()
    assert 'name="name"' in page
    assert 'name="code"' not in page
    for name in ("施工日志", "施工日知", "①"):
        sent = {"name": name, "step": "work", "position": 1, "is_active": "on", "area": town.street.pk}
        assert client.post(f"{PAGE}add/", sent).status_code == 302, name
    made = PaperKind.objects.filter(area=town.street).order_by("pk")
    assert list(made.values_list("code", flat=True)) == ["sgrz", "sgrz2", "e"]
    shown = client.get(PAGE).content.decode()
    assert "施工日志" in shown
    assert "sgrz" not in shown
