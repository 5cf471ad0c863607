"""Two files of one person become one: everything follows, both numbers find the person, a second person confirms."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.files.erasing import ERASED
from orgtree.models import AccessLog, Notice, User
from orgtree.people.services.people import appoint, create_user
from tests.visits import signed_in
from tests.volunteers.home.test_account_closing import found
from tests.volunteers.people import accepted, enrolled, logged
from tests.volunteers.posts import appointed, claimed, opened
from tests.volunteers.refusals import refused
from tests.walk import text_of
from volunteers import declare
from volunteers.choices import ConsentPurpose
from volunteers.home.services.account_closing import close_account
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.member import Activation, Skill
from volunteers.members.rules.merging import keeps_first
from volunteers.members.services.members import withdraw_consent
from volunteers.members.services.pair_acts import pairs, preview
from volunteers.models import (
    DutyClaim,
    Member,
    MemberPair,
    MemberYear,
    PointCredit,
    PointEntry,
    ReportIn,
    ServiceRecord,
)
from volunteers.points.services.ledger_checks import check_ledger
from volunteers.service.services.service_records import confirm_services, void_service

DESK = "/desk/volunteers/memberpair/"
BY_MERGING = {"volunteers.MemberPair.other"}  # a row of it says that the two are merged


def named_without(declared) -> set[str]:
    """model.field of every column that names a member and is not declared."""
    known = {(model._meta.label, field) for model, field in declared}
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is Member
        if (model._meta.label, field.name) not in known
    }


def test_every_column_that_names_a_member_says_what_becomes_of_it():
    assert named_without(declare.heirs) == set()


def test_control_a_noun_that_nobody_declared_is_found():
    without = {key: heir for key, heir in declare.heirs.items() if key[0] is not ServiceRecord}
    assert len(without) < len(declare.heirs)
    assert named_without(without) == {"volunteers.ServiceRecord.member"}


def test_which_report_in_stays():
    waiting, served = ReportInState.SUBMITTED, ReportInState.SERVING
    assert keeps_first(served, waiting)
    assert keeps_first(waiting, waiting)
    assert keeps_first(ReportInState.ACCEPTED, served)
    assert not keeps_first(waiting, served)


@pytest.fixture
def two(town):
    """(the file that is kept, the other): both with an account, a service and points of reporting in, the other with a post."""
    kept = accepted(town.east, town.secretary, name="李重")
    gone = accepted(town.west, town.west_secretary, name="李重")
    for member, by, days in ((kept, town.secretary, 3), (gone, town.west_secretary, 2)):
        confirm_services(record_ids=[logged(member, days_ago=days).pk], by=by)
    appointed(opened(town.west, town.west_secretary), gone, by=town.west_secretary)
    return kept, gone


def merged(town, kept, gone) -> MemberPair:
    pair = make(pairs, "propose", by=town.street_secretary, member=kept, other=gone).row
    return perform_one(pairs, "confirm", pk=pair.pk, by=second(town))


def second(town) -> User:
    """Another who keeps both files: of the street as well."""
    user = User.objects.filter(account="jiedao-2").first()
    if user is None:
        user = create_user(account="jiedao-2", name="街道副书记", home=town.district, by=None)
        appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return user


def points(member) -> Decimal:
    return sum(year.total() for year in MemberYear.objects.filter(member=member))


@pytest.mark.django_db
def test_everything_follows_the_person(town, two):
    kept, gone = two
    before = points(kept) + points(gone)
    merged(town, kept, gone)
    kept, gone = Member.objects.get(pk=kept.pk), Member.objects.get(pk=gone.pk)
    assert ServiceRecord.objects.filter(member=kept).count() == 2
    assert DutyClaim.objects.live().filter(member=kept).count() == 1
    live = ReportIn.objects.live().get(member=kept)
    assert live.community == town.east
    assert ReportIn.objects.get(member=kept, ended_at__isnull=False).close_reason == "mistake"
    assert not ReportIn.objects.filter(member=gone).exists()
    assert (gone.merged_into, gone.name, gone.phone, gone.user) == (kept, f"已并入{kept.number}", "", None)
    # Reporting in counts once a year, and is not had twice.
    entry = PointEntry.objects.get(account__member=gone, item_code="B01", kind=1)
    assert points(kept) == before - entry.credit.credited
    assert points(gone) == 0
    assert check_ledger().fault_count == 0


@pytest.mark.django_db
def test_a_service_that_moved_is_taken_back_where_its_points_are(town, two):
    kept, gone = two
    merged(town, kept, gone)
    kept = Member.objects.get(pk=kept.pk)
    record = ServiceRecord.objects.filter(member=kept).latest("started_at")
    assert record.point_entry().account.member == kept
    earned = PointCredit.objects.get(entry=record.point_entry()).credited
    before = points(kept)
    void_service(record_id=record.pk, reason="登记有误", by=town.west_secretary)
    assert points(kept) == before - earned


@pytest.mark.django_db
def test_both_numbers_find_the_person_who_is_told(town, two):
    kept, gone = two
    merged(town, kept, gone)
    assert Member.objects.by_number([kept.pk, gone.pk]) == {kept.pk: kept, gone.pk: kept}
    shown = text_of(signed_in(town.street_secretary).post("/desk/find/", {"q": gone.number}))
    assert kept.number in shown
    assert Notice.objects.filter(user=kept.user, title="重复登记已合并").exists()
    other = User.objects.get(pk=gone.user_id)
    assert (other.is_active, other.name, other.phone) == (False, ERASED, "")
    look = AccessLog.objects.filter(subject="合并重复登记").get()
    assert {f"member:{kept.pk}", f"member:{gone.pk}"} <= set(look.persons)


@pytest.mark.django_db
def test_a_second_person_confirms(town, two):
    pair = make(pairs, "propose", by=town.street_secretary, member=two[0], other=two[1]).row
    said = preview(pair)
    assert "1条服务记录" in said
    assert "1个岗位" in said
    assert said in text_of(signed_in(second(town)).get(f"{DESK}{pair.pk}/act/confirm/"))
    with refused("second_person"):
        perform_one(pairs, "confirm", pk=pair.pk, by=town.street_secretary)
    with refused("not_found"):
        perform_one(pairs, "confirm", pk=pair.pk, by=town.west_secretary)
    assert not Member.objects.filter(merged_into__isnull=False).exists()
    with pytest.raises(IntegrityError, match="member_pair_merged_by_two"), transaction.atomic():
        MemberPair.objects.filter(pk=pair.pk).update(
            state="merged", decided_by=town.street_secretary, decided_at=pair.entered_at
        )


@pytest.mark.django_db
def test_what_is_live_in_both_is_settled_first(town):
    kept = accepted(town.east, town.secretary, name="李重")
    gone = accepted(town.east, town.secretary, name="李重")
    post = opened(town.east, town.secretary)
    appointed(post, kept, by=town.secretary)
    claimed(post, gone)
    logged(kept)
    logged(gone, 10, 12)
    with refused("merge_clash", "other", message="同一岗位.*都有服务记录|都有服务记录.*同一岗位"):
        make(pairs, "propose", by=town.street_secretary, member=kept, other=gone)


@pytest.mark.django_db
def test_one_from_a_roster_gets_the_account_and_the_number(town):
    kept = enrolled(town.east, town.secretary, name="李重", phone="")
    gone = accepted(town.east, town.secretary, name="李重")
    phone, user = gone.phone, gone.user
    merged(town, kept, gone)
    kept = Member.objects.get(pk=kept.pk)
    assert (kept.phone, kept.user) == (phone, user)
    assert kept.live_spell().state == ReportInState.ACCEPTED
    assert User.objects.get(pk=user.pk).is_active


@pytest.mark.django_db
def test_figures_follow_at_once(town, two):
    period = Period.parse(f"{timezone.localdate():%Y}")
    fill_figures(period)
    merged(town, *two)
    drain()
    judged = fill_figures(period)
    assert (judged.written, judged.removed, judged.corrected) == (0, 0, 0)


@pytest.mark.django_db
def test_closing_the_account_leaves_nothing_at_the_old_number(town):
    kept, gone = (
        accepted(town.east, town.secretary),
        accepted(town.east, town.secretary, name="夜莺甲", unit_name="夜莺厂"),
    )
    merged(town, kept, gone)
    assert found("夜莺") != []  # control: the trail still has it
    close_account(member_id=kept.pk, by=kept.user)
    assert found("夜莺") == []


@pytest.mark.django_db
def test_the_last_word_of_a_consent_holds(town):
    said = [ConsentPurpose.REGISTRATION, ConsentPurpose.PHOTO]
    gone = accepted(town.east, town.secretary, purposes=said)
    kept = accepted(town.east, town.secretary, purposes=said)
    withdraw_consent(member=kept, purpose=ConsentPurpose.PHOTO, by=kept.user)
    merged(town, kept, gone)
    held = kept.consents.filter(withdrawn_at__isnull=True)
    assert [consent.text.purpose for consent in held] == [ConsentPurpose.REGISTRATION]


def held_by(member) -> dict[tuple, set[int]]:
    """The ids of all rows that name the member, by the column in which they do."""
    return {
        (model, field): set(model._base_manager.filter(**{field: member.pk}).values_list("pk", flat=True))
        for model, field in declare.heirs
    }


@pytest.mark.django_db
def test_a_row_of_every_noun_follows_or_stays_as_is_declared(town, planted):
    gone = Member.objects.get(pk=planted["volunteers.member"])
    kept, third = (accepted(town.east, town.secretary, name=gone.name) for _ in range(2))
    merged(town, gone, third)
    gone.skills.add(Skill.objects.first())
    Activation.objects.create(member=gone, code_digest="0" * 64, expires_at=timezone.now(), issued_by=town.secretary)
    before = held_by(gone)
    bare = {f"{model._meta.label}.{field}" for (model, field), rows in before.items() if not rows}
    assert bare == BY_MERGING, "a noun without a planted row would be judged by nobody"
    merged(town, kept, gone)
    left, there = held_by(gone), held_by(kept)
    for key, heir in declare.heirs.items():
        if key[0] is Member.skills.through:
            assert set(kept.skills.values_list("pk", flat=True)) == {Skill.objects.first().pk}
        elif heir.stays:
            assert left[key] >= before[key], key
        elif heir.moves is None:
            assert (left[key], before[key] - there[key]) == (set(), set()), key
        elif key[0] is not MemberYear:  # the account of the old number keeps its entries, reversed
            assert left[key] == set(), key
