"""Which posts one person may have."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.utils import timezone

from orgtree.acts import declared_acts, perform_one, told_apart
from orgtree.choices import AreaKind, InstitutionKind, PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Institution, Post, User
from orgtree.people.acts import account_acts
from orgtree.people.services.people import appoint, create_user
from orgtree.people.services.tree_health import check_seats
from orgtree.scope.rules.grants import GRANTS
from tests.town import PASSWORD
from tests.visits import signed_in
from volunteers.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(town):
    return create_user(account="xinren", name="新人", password="", home=town.district, by=None)


def test_a_post_that_has_yet_to_begin_excludes_others_too(town, person):
    today = timezone.localdate()
    coming = {"kind": PostKind.AUDITOR, "area": town.district, "since": today + timedelta(days=1)}
    appoint(holder_id=person.pk, **coming, by=town.admin)
    with pytest.raises(RuleBroken, match="专人专岗"):
        appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)


def test_a_post_that_ends_before_the_other_begins_excludes_nothing(town, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    appoint(holder_id=person.pk, kind=PostKind.AUDITOR, area=town.district, since=tomorrow, by=town.admin)
    appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, until=tomorrow, by=town.admin)
    assert Post.objects.filter(holder=person).count() == 2


def test_posts_of_an_account_out_of_use_still_exclude_others(town, person):
    appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)
    perform_one(account_acts, "deactivate", pk=person.pk, by=town.admin)
    with pytest.raises(RuleBroken, match="专人专岗"):
        appoint(holder_id=person.pk, kind=PostKind.AUDITOR, area=town.district, by=town.admin)


# --- One of a kind, and who is who ---------------------------------------------------------------------------------------


def test_a_second_secretary_is_asked_about_and_not_refused(town, person):
    """Who is there is named, at the box that says to go on; a post without `one at a time` is given at once."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    new = {"holder_id": person.pk, "kind": PostKind.COMMUNITY_SECRETARY, "area": town.east, "by": town.admin}
    with pytest.raises(RuleBroken, match=f"已有社区书记{town.secretary.name}，仍要任命") as asked:
        appoint(**new)
    assert asked.value.field == "beside"
    assert appoint(**new, beside=True).pk
    clerks = {"holder_id": person.pk, "kind": PostKind.POINTS_CLERK, "area": town.east}
    assert appoint(**clerks, by=town.admin).pk  # control: a community has several of these
    Post.objects.filter(holder=town.west_secretary).update(until=tomorrow)
    assert appoint(**new | {"area": town.west}, since=tomorrow).pk  # control: the other's last day is over then


def test_the_form_asks_and_goes_on_when_it_is_said(town, person):
    client, path = signed_in(town.admin), "/desk/orgtree/post/add/"
    typed = {"holder": person.pk, "kind": "community_secretary", "area": town.east.pk, "own_password": PASSWORD}
    typed["since"] = timezone.localdate().isoformat()
    page = client.post(path, typed)
    assert "仍要任命？" in page.content.decode()
    assert not Post.objects.filter(holder=person).exists()
    assert client.post(path, typed | {"beside": "on"}).status_code == 302
    assert Post.objects.filter(holder=person, area=town.east).count() == 1


def test_two_of_one_name_are_never_called_alike(town, person):
    """Wherever one of several persons is chosen: by the select of any act, by what the desk suggests."""
    twin = create_user(account="xinren2", name=person.name, password="", home=town.district, by=None)
    members = [Member.objects.create(name="张伟", unit_name="供电公司", area=town.east) for _ in range(2)]
    for one, other in ((person, twin), members):
        called = [admin.site.get_model_admin(type(row)).choice_label(row) for row in (one, other)]
        assert len(set(called)) == 2
        assert called == [told_apart(one), told_apart(other)]
        assert str(one) == str(other)  # control: by their names alone they are one
    asks = [
        ask for acts in declared_acts() for act in acts for ask in act.asks if ask.rows and ask.shown is not told_apart
    ]
    assert not {type(row) for ask in asks for row in ask.rows(town.admin, None)[:1]} & {User, Member}


# --- Where posts may sit -------------------------------------------------------------------------------------------------

TOO_WIDE = [
    (PostKind.ORGANISATION_DEPT, "street", "市/区组织部设在市、区县，不能设在城关街道（街道）"),
    (PostKind.STREET_COMMITTEE, "district", "街道党工委设在街道、镇乡，不能设在潍城区（区县）"),
    (PostKind.COMMUNITY_SECRETARY, "street", "社区书记设在社区、村，不能设在城关街道（街道）"),
    (PostKind.POINTS_CLERK, "district", "积分员设在社区、村，不能设在潍城区（区县）"),
    (PostKind.GRID_WORKER, "east", "网格员设在网格，不能设在东园社区（社区）"),
    (PostKind.BUILDING_HEAD, "east_grid", "楼栋长设在楼栋，不能设在东园一网格（网格）"),
    (PostKind.AUDITOR, "east", "审计设在省、市、区县、街道、镇乡，不能设在东园社区（社区）"),
    (PostKind.SYSTEM_ADMIN, "east_grid", "系统管理设在省、市、区县、街道、镇乡，不能设在东园一网格（网格）"),
    (PostKind.UNIT_ORG, "east", "单位党组织设在单位，不能设在东园社区（社区）"),
]


@pytest.mark.parametrize(("kind", "seat", "told"), TOO_WIDE, ids=[str(kind) for kind, *_ in TOO_WIDE])
def test_a_post_sits_at_its_own_kind_of_area(town, person, kind, seat, told):
    """A post opens everything below its seat: a secretary at a street would read all its communities."""
    with pytest.raises(RuleBroken) as refused:
        appoint(holder_id=person.pk, kind=kind, area=getattr(town, seat), by=town.admin)
    assert (refused.value.code, refused.value.field, refused.value.message) == ("post_seat", "area", told)
    assert not Post.objects.filter(holder=person).exists()


def test_a_department_is_no_company_and_no_area_post_sits_at_a_unit(town, person):
    company = Institution.objects.create(name="某公司", kind="private_enterprise", area=town.district)
    for kind, told in (
        (PostKind.DEPARTMENT, "部门设在机关、事业单位、国有企业，不能设在某公司（非公企业）"),
        (PostKind.GRID_WORKER, "网格员设在网格，不能设在某公司（非公企业）"),
    ):
        with pytest.raises(RuleBroken, match=told) as refused:
            appoint(holder_id=person.pk, kind=kind, institution=company, by=town.admin)
        assert refused.value.field == "institution"
    assert appoint(holder_id=person.pk, kind=PostKind.UNIT_ORG, institution=company, by=town.admin).pk


@pytest.mark.parametrize(("kind", "field"), [(PostKind.UNIT_ORG, "institution"), (PostKind.GRID_WORKER, "area")])
def test_a_post_without_a_seat_is_asked_for_one(town, person, kind, field):
    with pytest.raises(RuleBroken, match="请选择") as refused:
        appoint(holder_id=person.pk, kind=kind, by=town.admin)
    assert refused.value.field == field


def test_a_seat_beyond_ones_reach_is_not_told_by_its_kind(town, person):
    here = create_user(account="jiedao-guanli", name="街道管理员", home=town.street, by=None)
    appoint(holder_id=here.pk, kind=PostKind.SYSTEM_ADMIN, area=town.street, by=town.admin)
    with pytest.raises(RuleBroken) as refused:
        appoint(holder_id=person.pk, kind=PostKind.GRID_WORKER, area=town.north, by=here)
    assert "北苑社区" not in refused.value.message


def test_every_kind_has_a_seat_and_areas_and_units_have_no_code_in_common():
    assert not set(AreaKind.values) & set(InstitutionKind.values)
    for kind, grant in GRANTS.items():
        assert grant.seats, kind
        assert grant.seats <= set(AreaKind.values) or grant.seats <= set(InstitutionKind.values), kind


def test_posts_from_before_the_rule_hold_and_are_listed(town, person, capsys):
    assert check_seats() == []
    wide = Post.objects.create(holder=person, kind=PostKind.COMMUNITY_SECRETARY, area=town.street)
    ended = {"since": timezone.localdate() - timedelta(days=9), "until": timezone.localdate()}
    Post.objects.create(holder=person, kind=PostKind.GRID_WORKER, area=town.street, **ended)
    assert check_seats() == [wide]
    call_command("check_tree")
    assert f"任职 {wide.pk} 新人 社区书记（城关街道）：应设在社区、村" in capsys.readouterr().out


def test_a_unit_that_became_another_kind_is_listed_with_its_post(town, person):
    bureau = Institution.objects.create(name="某局", kind="authority", area=town.district)
    post = appoint(holder_id=person.pk, kind=PostKind.DEPARTMENT, institution=bureau, by=town.admin)
    assert check_seats() == []
    Institution.objects.update(kind="private_enterprise")
    assert check_seats() == [post]
