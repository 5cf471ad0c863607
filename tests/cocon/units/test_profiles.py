"""What a unit tells of itself, whom to call there and for how long; units that may be one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Matter, Pairing, UnitContact, UnitProfile
from cocon.units.services.pairings import pairings
from cocon.units.services.profiles import contacts_due, find_alike, forget_contacts, keep_profile
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.cocon.units.makers import clerk_of, contact_of, paired, unit_of
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/u/profile/"


def test_the_unit_fills_in_a_few_fields(town):
    clerk = clerk_of(unit_of(town))
    client, matter = signed_in(clerk), Matter.objects.first()
    assert PAGE in client.get("/u/").content.decode()
    reply = client.post(PAGE, {"system": "", "offers": "会议室"})
    assert reply.status_code == 422
    assert "会议室</textarea>" in reply.content.decode()
    for _ in range(2):
        assert client.post(PAGE, {"system": "education", "matters": [matter.pk], "offers": "会议室"}).status_code == 302
    profile = UnitProfile.objects.get()
    assert (profile.system, list(profile.matters.all()), profile.kept_by) == ("education", [matter], clerk)


def test_contacts_are_entered_once_masked_and_removed(town):
    unit = unit_of(town)
    client = signed_in(clerk_of(unit))
    said = {"role": "liaison", "name": "孙联络", "phone": "13811112222"}
    for _ in range(2):
        assert client.post("/u/contacts/add/", said).status_code == 302
    contact = UnitContact.objects.get()
    page = client.get(PAGE).content.decode()
    assert "138****2222" in page
    assert "13811112222" not in page
    reply = client.post("/u/contacts/add/", said | {"name": "李联络", "phone": "不知道"})
    assert reply.status_code == 422
    assert "请填写电话号码" in reply.content.decode()
    stranger = signed_in(clerk_of(unit_of(town, "第二中学")))
    assert stranger.post(f"/u/contacts/{contact.pk}/remove/").status_code == 404
    assert client.post(f"/u/contacts/{contact.pk}/remove/").status_code == 302
    assert not UnitContact.objects.exists()


def test_communities_that_are_paired_see_it_and_others_do_not(town):
    row = paired(town)
    contact = contact_of(town, unit=row.unit)
    profile = keep_profile(unit=row.unit, system="education", matters=[], offers="会议室", by=clerk_of(row.unit))
    below = clerk_of(unit_of(town, "分校", superior=row.unit))
    for user, sees in (
        (town.secretary, True),
        (town.street_secretary, True),
        (town.west_secretary, False),
        (below, False),
    ):
        assert UnitProfile.objects.allowed(user, P.COCON_VIEW).filter(pk=profile.pk).exists() is sees, user
        assert UnitContact.objects.allowed(user, P.COCON_MANAGE).filter(pk=contact.pk).exists() is (
            sees and user != below
        ), user
    assert not UnitContact.objects.allowed(town.organisation, P.COCON_VIEW).exists()
    page = signed_in(town.secretary).get(f"/desk/cocon/unitcontact/{contact.pk}/change/")
    assert "孙联络" in page.content.decode()
    assert "63210000" not in page.content.decode()
    assert AccessLog.objects.filter(persons__contains=[f"unit_contact:{contact.pk}"]).exists()
    yesterday = timezone.localdate() - timedelta(days=1)
    perform_one(pairings, "end", pk=row.pk, by=town.secretary, until=yesterday, reason="双方商定")
    assert not UnitContact.objects.allowed(town.secretary, P.COCON_MANAGE).exists()


def test_nobody_writes_about_a_unit_that_is_not_theirs(town):
    with refused("not_found", "unit"):
        contact_of(town, unit=unit_of(town), by=clerk_of(unit_of(town, "第二中学")))


@pytest.mark.parametrize(
    ("ended", "months", "kept"), [(None, 0, True), (5, 6, True), (11, 13, True), (13, 14, False), (None, 30, True)]
)
def test_contacts_go_a_year_after_the_last_pairing(town, ended, months, kept):
    """`ended` and `months`: months since the pairing ended, since the contact was entered."""
    today = timezone.localdate()
    row = paired(town, since=today - timedelta(days=1200))
    contact = contact_of(town, unit=row.unit)
    UnitContact.objects.update(kept_at=timezone.now() - timedelta(days=31 * months))
    if ended:
        Pairing.objects.update(until=today - timedelta(days=31 * ended))
    assert forget_contacts(today=today) == (not kept)
    assert UnitContact.objects.exists() is kept
    history = UnitContact.pgh_event_model.objects.filter(pgh_obj_id=contact.pk)
    assert history.filter(name="孙联络").exists() is kept, "the trail forgets with the row"
    assert not contacts_due(today).exists()


def test_units_that_may_be_one_are_shown_to_be_decided(town):
    one, other = unit_of(town, "潍坊市第一中学"), unit_of(town, "第一中学")
    unit_of(town, "第二中学")
    assert find_alike(town.street_secretary) == [[one, other]]
    page = signed_in(town.street_secretary).get("/desk/cocon/unitprofile/alike/")
    assert "潍坊市第一中学" in page.content.decode()
    assert find_alike(town.west_secretary) == []
    assert signed_in(town.clerk).get("/desk/cocon/unitprofile/alike/").status_code == 403
