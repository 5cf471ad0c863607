"""What holds for everybody is changed only by whoever stands over everybody: every page without an owner area, every service behind."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.desk.base import DeskAdmin
from orgtree.models import Post, User
from orgtree.owned.desk.keepers import KeptForAll
from orgtree.owned.models import Owned
from orgtree.owned.services.dictionaries import save_entry
from orgtree.people.services.people import create_user
from orgtree.scope.models.rows import area_paths
from orgtree.scope.rules.grants import post_kinds_with
from tests.volunteers.refusals import refused
from volunteers.duties.services.duty_posts import publish_pledge
from volunteers.members.services.dictionaries import publish_consent_text
from volunteers.models import ConsentText, EmergencyLimits, PledgeText, RuleCap, RuleItem, Skill

pytestmark = pytest.mark.django_db

KEPT = (EmergencyLimits, ConsentText, PledgeText, Skill)
OF_A_SET = (RuleItem, RuleCap)


def has_keeper(model) -> bool:
    """Whether each row has an area that keeps it: of its own, or that of its set of rules."""
    return issubclass(model, Owned) or bool(area_paths(model)) or model in OF_A_SET


def pages_of_rules() -> dict:
    """The pages on which whoever keeps the rules adds rows that have no owner area, by their model."""
    pages = admin.site._registry.items()
    return {
        model: page
        for model, page in pages
        if isinstance(page, DeskAdmin) and page.add_permission == P.RULES_EDIT and not has_keeper(model)
    }


def keeper(area, account: str) -> User:
    user = create_user(account=account, name="规则管理", home=area, by=None)
    kind = min(post_kinds_with(P.RULES_EDIT))
    Post.objects.create(holder=user, kind=kind, area=area)
    return User.objects.get(pk=user.pk)


def opens(user, model) -> bool:
    """Whether the page to add a row opens to the person."""
    client, about = Client(), model._meta
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"admin:{about.app_label}_{about.model_name}_add")).status_code == 200


def open_below(town, models) -> set:
    """Of the models those whose page to add opens to keepers of the rules below the one who stands over everybody."""
    below = [keeper(getattr(town, name), f"keeper-{name}") for name in ("street", "east")]
    below += [user for user in town.people if user != town.organisation]
    return {model for model in models for user in below if opens(user, model)}


def test_nobody_below_who_stands_over_everybody_opens_them(town):
    assert {*KEPT} <= pages_of_rules().keys()
    assert open_below(town, pages_of_rules()) == set()


def test_control_who_stands_over_everybody_opens_them(town):
    assert all(opens(town.organisation, model) for model in KEPT)
    keeper(town.city, "keeper-city")  # from now on the district's stand over everybody no more
    assert not any(opens(User.objects.get(pk=town.organisation.pk), model) for model in KEPT)


def test_control_a_page_for_any_keeper_is_found(town, monkeypatch):
    monkeypatch.setattr(KeptForAll, "may", lambda page, *about: super(KeptForAll, page).may(*about))
    assert open_below(town, KEPT) == {*KEPT}


@pytest.mark.parametrize("model", [EmergencyLimits, Skill])
def test_nor_by_the_service(town, model):
    assert model in registry.dictionaries
    with refused("not_found"):
        save_entry(entry=model(), by=keeper(town.street, "keeper-street"))


@pytest.mark.parametrize(
    ("publish", "said"),
    [(publish_pledge, {"kind": "patrol"}), (publish_consent_text, {"purpose": "photo", "required": False})],
)
def test_nor_the_words_that_people_sign(town, publish, said):
    with refused("not_found"):
        publish(**said, text="内容", active_from=timezone.localdate(), by=keeper(town.street, "keeper-street"))
