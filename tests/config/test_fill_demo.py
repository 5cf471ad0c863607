"""The demonstration district at a small scale: same every time, true to its own rules, never in production."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from config.demo_district import names
from config.demo_district.party import community_kinds
from config.demo_district.people import LOGINS, PASSWORD
from config.demo_district.places import divisions
from orgtree.choices import AreaKind, PartyOrgKind, PostKind
from orgtree.models import Area, Institution, PartyOrg, Post, User
from volunteers.choices import ReportInState
from volunteers.models import Member, ReportIn

pytestmark = pytest.mark.django_db

SMALL = {"communities": 4, "members": 40}


def fill(**options) -> str:
    out = io.StringIO()
    call_command("fill_demo", stdout=out, **(SMALL | options))
    return out.getvalue()


def picture() -> dict[str, list]:
    """What the district looks like, without ids."""
    return {
        "areas": list(Area.objects.order_by("code").values_list("code", "name", "households", "residents")),
        "party": list(PartyOrg.objects.order_by("tree_id", "lft").values_list("name", "kind", "area__code")),
        "units": list(Institution.objects.order_by("uscc").values_list("uscc", "name", "area__code")),
        "members": sorted(Member.objects.values_list("name", "phone_hash", "unit_name", "area__code")),
        "report_ins": sorted(
            ReportIn.objects.values_list("member__name", "state", "area__code", "submitted_at"), key=str
        ),
        "posts": sorted(Post.objects.values_list("holder__name", "kind")),
    }


def drawn_and_undone() -> dict[str, list]:
    with transaction.atomic():
        fill()
        seen = picture()
        transaction.set_rollback(True)
    return seen


def test_two_runs_make_the_same_district():
    first, second = drawn_and_undone(), drawn_and_undone()
    assert first == second
    assert len(first["members"]) == 40


def test_a_second_run_changes_nothing():
    fill()
    before = picture()
    assert "已存在" in fill(members=60)
    assert picture() == before


def test_every_login_in_the_table_opens():
    fill()
    table = fill(logins=True)
    accounts = [*(login.account for login in LOGINS), names.demo_phone(0)]
    for account in accounts:
        assert account in table
        assert User.objects.get_by_natural_key(account).check_password(PASSWORD)
    kinds = set(Post.objects.live().filter(holder__account__in=accounts).values_list("kind", flat=True))
    assert kinds == set(PostKind.values)


def test_logins_before_the_district_say_so():
    assert "还没有演示数据" in fill(logins=True)


def test_refuses_where_real_people_may_be(settings):
    settings.DEMO_DATA = False
    with pytest.raises(CommandError):
        fill()
    assert not Area.objects.exists()


def test_rows_are_valid_and_belong_together():
    fill()
    for model in (Area, PartyOrg, Institution, Member, ReportIn):
        for row in model.objects.all():
            row.full_clean(exclude=["password"])
    assert set(ReportIn.objects.values_list("state", flat=True)) >= {*ReportInState.values} - {"transferred"}
    for report_in in ReportIn.objects.live().select_related("member__area", "community", "area"):
        assert report_in.area == report_in.member.area
        assert report_in.area.is_descendant_of(report_in.community, include_self=True)


def test_the_divisions_are_those_the_statistics_office_publishes():
    kinds = [plot.kind for plot in divisions(communities=76)]
    assert kinds.count(AreaKind.STREET) == 11
    assert kinds.count(AreaKind.COMMUNITY) == 76


def test_party_organisations_keep_the_published_proportions():
    kinds = community_kinds(71)
    assert [
        kinds.count(kind) for kind in (PartyOrgKind.COMMITTEE, PartyOrgKind.GENERAL_BRANCH, PartyOrgKind.BRANCH)
    ] == [
        54,
        10,
        7,
    ]
    assert len(community_kinds(76)) == 76


def test_there_are_no_more_names_than_can_differ():
    assert len(set(names.member_names(2040))) == 2040
    with pytest.raises(ValueError, match="2040"):
        names.member_names(2041)
