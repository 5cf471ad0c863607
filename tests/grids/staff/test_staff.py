"""Staff through services and pages: who may, what follows from posts, coverage, cards and what is forgotten when."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from grids.models import GridCard, GridCover, StaffNorm, StaffTerm, StaffTraining
from grids.staff.choices import StaffRole, TermState
from grids.staff.declared.cards import short_grids
from grids.staff.services.cards import people_on
from grids.staff.services.cover import grids_on, with_page
from grids.staff.services.keeping import forget_names
from grids.staff.services.terms import term_acts, training_acts
from grids.staff.services.training import hours_told
from orgtree.acts import perform, perform_one
from orgtree.choices import PostKind
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.files.erasing import CLEARED
from orgtree.models import ActStep, Post
from orgtree.people.acts import post_acts
from orgtree.people.services.people import appoint, create_user
from tests.grids.staff.makers import agreed, card, left, published, serving, trained
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in
from volunteers.home.services.own_data import own_data

pytestmark = pytest.mark.django_db
MOBILE = "13800001234"


def worker(town, name: str = "郑试", **more) -> Post:
    """Somebody with an account, appointed to the second grid."""
    user = create_user(account=f"w{timezone.now():%H%M%S%f}", name=name, home=town.district, by=None)
    return appoint(holder_id=user.pk, kind=PostKind.GRID_WORKER, area=town.east_grid_two, by=None, **more)


# --- Terms ----------------------------------------------------------------------------------------------------------------


def test_whoever_is_appointed_is_on_the_roll_and_leaves_with_the_post(town):
    assert StaffTerm.objects.filter(area=town.east, role=StaffRole.SECRETARY).get().account == town.secretary
    post = worker(town)
    term = StaffTerm.objects.get(post=post)
    assert (term.role, term.area, term.name, term.since) == (
        StaffRole.WORKER,
        town.east_grid_two,
        "郑试",
        timezone.localdate(),
    )
    assert [step.act for step in ActStep.objects.of("grids.staffterm", term.pk)] == ["follow"]
    with refused("by_post"):
        perform_one(term_acts, "leave", pk=term.pk, by=town.secretary, ended_on=None, reason="调离")
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        perform_one(post_acts, "end", pk=post.pk, by=town.admin)
        term.refresh_from_db()
        assert (term.state, term.until) == (TermState.LEFT, timezone.localdate() - timedelta(days=1))


def test_a_post_that_ends_on_its_first_day_never_was(town):
    post = worker(town)
    perform_one(post_acts, "end", pk=post.pk, by=town.admin)
    assert StaffTerm.objects.get(post=post).state == TermState.VOID


def test_what_the_sheet_said_before_is_tied_to_the_post(town):
    term = serving(town, area=town.east_grid_two, role=StaffRole.FULL_TIME, holder="郑 试")
    post = worker(town)
    term.refresh_from_db()
    assert (term.post, term.account, term.role) == (post, post.holder, StaffRole.FULL_TIME)
    assert StaffTerm.objects.filter(area=town.east_grid_two).count() == 1


def test_who_is_on_the_roll_by_a_post_is_not_entered_again(town):
    post = worker(town)
    again = serving(town, area=town.east_grid_two, role=StaffRole.FULL_TIME, holder="郑试")
    assert again.post == post
    perform_one(term_acts, "edit", pk=again.pk, by=town.secretary, role=StaffRole.FULL_TIME)  # the post leaves it open
    with refused("role", "role"):
        perform_one(term_acts, "edit", pk=again.pk, by=town.secretary, role=StaffRole.MOBILE)
    with refused("until", "until"):
        perform_one(term_acts, "edit", pk=again.pk, by=town.secretary, until=timezone.localdate())


def test_only_where_one_manages_and_where_the_role_serves(town):
    for stranger in (town.west_secretary, town.grid_worker, town.organisation):
        with refused("not_found", "area"):
            serving(town, by=stranger)
    with refused("role_seat", "role"):
        serving(town, role=StaffRole.WORKER)
    with refused("until", "until"):
        serving(town, until=timezone.localdate() - timedelta(days=1))
    with refused("phone", "phone"):
        serving(town, phone="没有")
    serving(town, phone=MOBILE)  # control


def test_leaving_clears_the_phone_and_takes_the_name_off_the_card(town):
    term = agreed(town, area=town.east_grid, role=StaffRole.STREET_CHIEF, phone=MOBILE, beat="健康街")
    done = perform_one(term_acts, "leave", pk=term.pk, by=town.secretary, ended_on=None, reason="届满")
    assert (done.phone, done.consented_on, done.until) == ("", None, timezone.localdate())
    with refused("wrong_state"):
        perform_one(term_acts, "void", pk=term.pk, by=town.secretary, reason="登记有误")


def test_terms_that_end_are_shown_until_somebody_ends_them(town):
    today = timezone.localdate()
    near = serving(town, until=today + timedelta(days=30))
    serving(town, until=today + timedelta(days=300))
    assert list(StaffTerm.objects.ending(today)) == [near]
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        later = timezone.localdate()
        assert near not in StaffTerm.objects.in_office_on(later)
        assert near in StaffTerm.objects.ending(later)
    page = signed_in(town.secretary).get("/desk/grids/staffterm/?which=ending").content.decode()
    assert near.holder in page


# --- Training -------------------------------------------------------------------------------------------------------------


def test_training_of_many_is_entered_at_once_and_counted_against_the_norm(town):
    one, two = serving(town), serving(town)
    said = {"title": "消防常识", "held_on": timezone.localdate(), "hours": 8}
    outcome = perform(term_acts, "train", ids=[one.pk, two.pk], by=town.secretary, **said)
    assert (outcome.done, StaffTraining.objects.count()) == (2, 2)
    row = trained(town, term=one, hours=4)
    assert hours_told(one) == "12学时（标准40，还差28）"
    perform_one(training_acts, "void", pk=row.pk, by=town.secretary, reason="登记有误")
    assert hours_told(one) == "8学时（标准40，还差32）"
    for wrong, field in (({"hours": 81}, "hours"), ({"held_on": timezone.localdate() + timedelta(days=1)}, "held_on")):
        with pytest.raises(RuleBroken) as broken:
            trained(town, term=one, **wrong)
        assert broken.value.field == field


# --- Coverage -------------------------------------------------------------------------------------------------------------


def cover(town) -> dict[str, GridCover]:
    today = timezone.localdate()
    rows = GridCover.objects.allowed(town.secretary, "staff_view")
    return {row.name: row for row in with_page(grids_on(today, rows), today)}


def test_grids_without_a_worker_are_listed(town):
    rows = cover(town)
    assert (rows["东园一网格"].general, rows["东园一网格"].homes, rows["东园一网格"].wanted) == (1, 108, 1)
    assert [row.name for row in short_grids(town.secretary)] == ["东园二网格"]
    serving(town, area=town.east_grid_two, role=StaffRole.FULL_TIME)
    assert cover(town)["东园二网格"].general == 0  # a full-time worker of one matter is not a general one
    serving(town, area=town.east_grid_two, role=StaffRole.WORKER)
    assert not short_grids(town.secretary).exists()
    StaffNorm.objects.create(area=town.district, key="grid_workers", number=2, active_from=date(2026, 1, 1))
    assert short_grids(town.secretary).count() == 2
    page = signed_in(town.secretary).get("/desk/grids/gridcover/?lacks=worker").content.decode()
    assert "东园二网格" in page


# --- The card -------------------------------------------------------------------------------------------------------------


def address(town) -> str:
    return f"/grids/{town.east_grid.code}/"


def test_the_card_is_open_to_everybody_once_it_is_published(town, client):
    row = card(town)
    assert client.get(address(town)).status_code == 404
    assert card(town, boundary="另一种写法") == row  # a grid has one
    agreed(town, area=town.east_grid, role=StaffRole.STREET_CHIEF, holder="冯试", phone=MOBILE, beat="健康街")
    published(town)
    page = client.get(address(town)).content.decode()
    for word in ("东园一网格", "东至健康街", "0536-8230000", "0536-8230001", "冯试", MOBILE, "健康街", "全科网格员"):
        assert word in page
    assert town.grid_worker.name not in page  # works there, and has not agreed
    assert client.get(f"{address(town)}qr.svg").status_code == 200


def test_a_consent_taken_back_is_gone_at_once(town, client):
    term = StaffTerm.objects.get(account=town.grid_worker)
    published(town)
    perform_one(term_acts, "edit", pk=term.pk, by=town.secretary, phone=MOBILE)
    perform_one(term_acts, "consent", pk=term.pk, by=town.secretary, consented_on=timezone.localdate())
    assert MOBILE in client.get(address(town)).content.decode()
    perform_one(term_acts, "withdraw_consent", pk=term.pk, by=town.grid_worker)  # their own affair
    page = client.get(address(town)).content.decode()
    assert MOBILE not in page
    assert town.grid_worker.name not in page
    assert [(one.role, one.name) for one in people_on(GridCard.objects.get())] == [("全科网格员", "")]


def test_the_sign_is_made_for_the_desk_alone(town, client):
    published(town)
    assert client.get(f"{address(town)}sign.pdf").status_code == 302
    reply = signed_in(town.secretary).get(f"{address(town)}sign.pdf")
    assert (reply.status_code, reply.content[:4]) == (200, b"%PDF")
    assert signed_in(town.west_secretary).get(f"{address(town)}sign.pdf").status_code == 404


# --- What is kept ---------------------------------------------------------------------------------------------------------


def test_names_go_when_their_term_is_over_and_that_somebody_served_stays(town):
    term, stays = left(town), serving(town)
    name = term.holder
    assert forget_names(today=timezone.localdate()) == 0
    with time_machine.travel(timezone.now() + timedelta(days=36 * 31), tick=False):
        assert forget_names(today=timezone.localdate()) == 1
        assert forget_names(today=timezone.localdate()) == 0
    term.refresh_from_db()
    stays.refresh_from_db()
    assert (term.holder, term.role, term.state) == (CLEARED, StaffRole.COMMUNITY_WORKER, TermState.LEFT)
    assert not StaffTerm.pgh_event_model.objects.filter(holder=name).exists()
    assert stays.holder != CLEARED


def test_the_phone_is_sealed_and_out_of_the_trail(town):
    term = serving(town, phone=MOBILE)
    raw = StaffTerm.objects.filter(pk=term.pk).extra(select={"raw": "phone"}).values_list("raw", flat=True).get()
    assert MOBILE not in raw
    assert not any(field.name == "phone" for field in StaffTerm.pgh_event_model._meta.fields)


def test_whoever_serves_has_it_in_the_copy_of_their_data(town, member):
    appoint(holder_id=member.user_id, kind=PostKind.GRID_WORKER, area=town.east_grid_two, by=None)
    trained(town, term=StaffTerm.objects.get(account=member.user_id))
    copy = own_data(member)
    assert [row["身份"] for row in copy["网格力量"]] == ["全科网格员"]
    assert [row["学时"] for row in copy["网格力量培训"]] == ["4.0"]


# --- Who sees -------------------------------------------------------------------------------------------------------------


def test_a_superior_without_the_right_to_persons_sees_no_row(town):
    serving(town, holder="冯试")
    assert not StaffTerm.objects.allowed(town.organisation, "board_view").exists()
    assert StaffTerm.objects.allowed(town.street_secretary, "board_view").exists()
    assert signed_in(town.organisation).get("/desk/grids/staffterm/").status_code == 403
    page = signed_in(town.grid_worker).get("/desk/grids/staffterm/").content.decode()
    assert "冯试" not in page  # a grid worker sees those of the grid
    assert town.grid_worker.name in page


def test_how_many_queries_the_lists_take(town, django_assert_max_num_queries):
    for _ in range(5):
        agreed(town)
    desk = signed_in(town.secretary)
    desk.get("/desk/grids/staffterm/")
    with django_assert_max_num_queries(24):
        desk.get("/desk/grids/staffterm/")
    published(town)
    with django_assert_max_num_queries(6):
        desk.get(address(town))


def test_an_area_with_staff_is_not_dissolved(town):
    serving(town, area=town.east_grid_two, role=StaffRole.WORKER)
    rows = registry.occupants["staff"].rows(town.east_grid_two.pk)
    assert rows.count() == 1
