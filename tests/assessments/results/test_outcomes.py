"""The committee's word, who sees what when, publicity, objections, publishing."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Outcome, Publicity, ResultDispute, Round, Scheme
from assessments.results.choices import DisputeState, OutcomeState
from assessments.results.services.composing import compose_round
from assessments.results.services.outcomes import digest_of
from assessments.results.services.publicity import dispute_acts, publicity_acts
from orgtree.acts import make
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Notice
from tests.assessments.results import world
from tests.assessments.rounds import world as rounds
from tests.assessments.schemes.world import office
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
SEVEN = ["96", "93", "93", "93", "91", "85", "60"]


def at(row, place: int) -> Outcome:
    return Outcome.objects.of_round(row)[place]


@pytest.mark.parametrize(
    ("place", "grade", "why"),
    [
        (0, "good", ""),
        (0, "fair", "“较好”与建议等次不同"),
        (1, "good", "名额边缘并列"),
        (4, "good", "“好”与建议等次不同"),
        (5, "fair", ""),
    ],
)
def test_a_reason_is_asked_where_the_grade_is_another_or_tied(town, place, grade, why):
    row = world.composed(town, SEVEN)
    if why:
        with pytest.raises(RuleBroken) as broken:
            world.do("decide", at(row, place), office(town), decided=grade, reason="")
        assert (broken.value.field, broken.value.message) == ("reason", f"{why}，请写明理由")
    reason = "按年度重点工作" if why else ""
    outcome = world.do("decide", at(row, place), office(town), decided=grade, reason=reason)
    assert (outcome.decided, outcome.reason, outcome.state) == (grade, reason, OutcomeState.DECIDED)


def test_evidence_is_published_and_sealed_without_a_grade(town):
    """先锋指数 and its like: composed, then published and never changed; no page offers a grade for it."""
    row, by = world.closed(town, ["96", "85"]), office(town)
    Scheme.objects.filter(pk=row.scheme_id).update(gives_grade=False)
    row = Round.objects.select_related("scheme").get(pk=row.pk)
    compose_round(round=row, by=by)
    with refused("no_grade"):
        world.do("decide", at(row, 0), by, decided="good", reason="工作扎实")
    page = signed_in(by).get(reverse("round-committee", args=[row.pk])).text
    assert "不评等次" in page
    assert "评定说明" not in page
    for key in ("decide", "publish"):
        row = rounds.do(key, row, by)
    outcomes = list(Outcome.objects.of_round(row))
    assert {(one.state, one.suggested, one.decided, one.rank) for one in outcomes} == {("frozen", "", "", 0)}
    assert all(one.digest == digest_of(one) for one in outcomes)


def test_evidence_that_was_published_unsealed_is_sealed_by_a_migration(town):
    """As a recount finds it; control: what is not published yet stays as it is."""
    row, step = world.closed(town, ["96", "85"]), import_module("assessments.migrations.0021_evidence_is_sealed")
    Scheme.objects.filter(pk=row.scheme_id).update(gives_grade=False)
    row = Round.objects.select_related("scheme").get(pk=row.pk)
    compose_round(round=row, by=office(town))
    step.seal(apps, None)
    assert {one.state for one in Outcome.objects.of_round(row)} == {"composed"}
    Round.objects.filter(pk=row.pk).update(state="published")
    step.seal(apps, None)
    outcomes = list(Outcome.objects.of_round(row))
    assert {one.state for one in outcomes} == {"frozen"}
    assert all(one.digest == digest_of(one) for one in outcomes)


def test_more_than_the_places_needs_a_reason(town):
    row = world.composed(town, ["96", "95", "85", "84", "83", "82"])  # one place of six
    Outcome.objects.of_round(row).update(suggested="good", is_tied=False)
    world.do("decide", at(row, 0), office(town), decided="good", reason="")
    with pytest.raises(RuleBroken, match="名额已满"):
        world.do("decide", at(row, 1), office(town), decided="good", reason="")


def test_above_a_ceiling_needs_a_reason_and_an_unknown_grade_is_refused(town):
    row = world.composed(town, ["96", "85"])
    Outcome.objects.of_round(row).update(ceiling="plain", suggested="good")
    with pytest.raises(RuleBroken, match="高于限制"):
        world.do("decide", at(row, 0), office(town), decided="good", reason="")
    with pytest.raises(RuleBroken) as broken:
        world.do("decide", at(row, 0), office(town), decided="star5", reason="测试")
    assert broken.value.field == "decided"


def test_decided_anew_before_the_round_is_decided_and_not_after(town):
    row = world.composed(town, ["85", "80"])
    outcome = world.do("decide", at(row, 0), office(town), decided="fair", reason="")
    outcome = world.do("reopen", outcome, office(town), reason="核对得分")
    assert (outcome.decided, outcome.decided_by) == ("", None)
    with pytest.raises(RuleBroken) as broken:
        rounds.do("decide", row, office(town))
    assert broken.value.code == "undecided"
    for one in Outcome.objects.of_round(row):
        world.do("decide", one, office(town), decided="fair", reason="")
    rounds.do("decide", row, office(town))
    with pytest.raises(RuleBroken) as broken:
        world.do("reopen", outcome, office(town), reason="再核对")
    assert broken.value.code == "wrong_state"


# --- Who sees what --------------------------------------------------------------------------------------------------------


def seen_by(user, row) -> int:
    return Outcome.objects.allowed(user, P.ASSESS_VIEW).filter(subject__round=row).count()


def test_nobody_but_the_host_sees_a_result_before_it_is_shown(town):
    row = world.decided(town, ["95", "85", "80"])
    assert [seen_by(user, row) for user in (office(town), town.organisation)] == [3, 3]
    others = (town.street_secretary, town.secretary, town.admin, town.auditor, town.clerk, town.west_secretary)
    assert [seen_by(user, row) for user in others] == [0] * len(others)
    client = signed_in(town.street_secretary)
    outcome = world.outcome_of(row, town.street)
    for address in ("outcome", "admin:assessments_outcome_change", "round-committee"):
        pk = row.pk if address == "round-committee" else outcome.pk
        assert client.get(reverse(address, args=[pk])).status_code in (302, 404)
    make(publicity_acts, "show", round=row, by=office(town))
    assert seen_by(town.street_secretary, row) == 1
    assert "得分构成" in client.get(reverse("outcome", args=[outcome.pk])).text
    assert [seen_by(user, row) for user in (town.secretary, town.west_secretary)] == [0, 0]


def test_before_the_close_there_is_nothing_to_see(town):
    rounds.run_to(town, "open")
    assert not Outcome.objects.exists()


# --- Shown, objected to, published ----------------------------------------------------------------------------------------


def test_shown_for_five_working_days_then_published_and_frozen(town):
    row = world.decided(town, ["95", "85", "80"])
    with pytest.raises(RuleBroken, match="请先公示"):
        rounds.do("publish", row, office(town))
    shown = make(publicity_acts, "show", round=row, by=office(town)).row
    assert timezone.localdate() + timedelta(days=5) <= shown.ends_on <= timezone.localdate() + timedelta(days=20)
    with pytest.raises(RuleBroken) as broken:
        rounds.do("publish", row, office(town))
    assert broken.value.code == "running"
    Publicity.objects.update(starts_on=world.PAST, ends_on=world.PAST)
    rounds.do("publish", row, office(town))
    for outcome in Outcome.objects.of_round(row):
        assert outcome.state == OutcomeState.FROZEN
        assert outcome.digest == digest_of(outcome)
    outcome = at(row, 0)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(decided="poor")
    outcome.addends.update(raw=1)
    assert outcome.digest != digest_of(Outcome.objects.get(pk=outcome.pk))  # whatever is altered is found


def objection(town, row, words="考评组扣分依据不实") -> ResultDispute:
    said = {"outcome": world.outcome_of(row, town.street), "words": words}
    return make(dispute_acts, "raise", by=town.street_secretary, **said).row


def test_an_objection_is_answered_by_another_and_the_grade_corrected(town):
    row = world.decided(town, ["88", "85", "80"])
    make(publicity_acts, "show", round=row, by=office(town))
    dispute = objection(town, row)
    Publicity.objects.update(starts_on=world.PAST, ends_on=world.PAST)
    with pytest.raises(RuleBroken, match="还没有答复"):
        rounds.do("publish", row, office(town))
    with pytest.raises(RuleBroken) as broken:
        world.answer("uphold", dispute, office(town), answer="情况属实")
    assert broken.value.code == "own_decision"
    dispute = world.answer("uphold", dispute, office(town, "2"), answer="情况属实，核减扣分")
    assert dispute.state == DisputeState.UPHELD
    with pytest.raises(RuleBroken, match="还没有改定"):
        rounds.do("publish", row, office(town))
    outcome = world.do("correct", dispute.outcome, office(town, "2"), decided="good", reason="异议成立")
    assert (outcome.decided, outcome.decided_by) == ("good", office(town, "2"))
    rounds.do("publish", row, office(town))
    assert Notice.objects.filter(user=town.street_secretary, title__contains="异议成立").exists()


def test_no_correction_without_an_upheld_objection(town):
    row = world.decided(town, ["88", "85", "80"])
    with pytest.raises(RuleBroken) as broken:
        world.do("correct", world.outcome_of(row, town.street), office(town), decided="good", reason="再议")
    assert broken.value.code == "no_dispute"


def test_objections_only_while_it_is_shown_and_one_at_a_time(town):
    row = world.decided(town, ["88", "85", "80"])
    make(publicity_acts, "show", round=row, by=office(town))
    objection(town, row)
    with pytest.raises(RuleBroken) as broken:
        objection(town, row, "第二件异议")
    assert broken.value.code == "known"
    ResultDispute.objects.update(
        state="rejected", answer="不成立", answered_by=office(town), answered_at=timezone.now()
    )
    Publicity.objects.update(starts_on=world.PAST, ends_on=world.PAST)
    with pytest.raises(RuleBroken) as broken:
        objection(town, row, "过期的异议")
    assert broken.value.code == "late"


# --- The committee's page -------------------------------------------------------------------------------------------------


def sent(row, **changes) -> dict:
    data = {}
    for outcome in Outcome.objects.of_round(row):
        grade, reason = changes.get(f"at{outcome.subject.position}", (outcome.suggested, ""))
        data |= {f"decided_{outcome.pk}": grade, f"reason_{outcome.pk}": reason}
    return data


def test_the_committee_decides_all_on_one_page_or_nothing(town, django_assert_max_num_queries):
    row = world.composed(town, SEVEN)
    client, address = signed_in(office(town)), reverse("round-committee", args=[row.pk])
    with django_assert_max_num_queries(30):
        page = client.get(address).text
    assert "名额边缘并列" in page
    reply = client.post(address, sent(row))
    assert reply.status_code == 422  # the three tied have no reason
    assert reply.text.count("请写明理由") == 3
    assert not Outcome.objects.filter(state=OutcomeState.DECIDED).exists()
    data = sent(row)
    for outcome in Outcome.objects.of_round(row).filter(is_tied=True):
        data[f"reason_{outcome.pk}"] = "三个并列，按年度重点工作"
    reply = client.post(address, data)
    assert (reply.status_code, Outcome.objects.filter(state=OutcomeState.DECIDED).count()) == (302, 7)


def test_the_page_is_for_the_committee_alone_and_locked_afterwards(town):
    row = world.decided(town, ["88", "85", "80"])
    address = reverse("round-committee", args=[row.pk])
    for user in (town.street_secretary, town.secretary, town.admin, town.auditor):
        assert signed_in(user).get(address).status_code == 404
    client = signed_in(office(town))
    assert "保存评定" not in client.get(address).text
    before = list(Outcome.objects.of_round(row).values_list("decided", flat=True))
    client.post(address, sent(row, at1=("poor", "改为差")))
    assert list(Outcome.objects.of_round(row).values_list("decided", flat=True)) == before
