"""The course of a round: frozen when it opens, closed when all is done, no way back; facts stay what was closed (A10)."""

import re
from datetime import timedelta
from decimal import Decimal as D
from fractions import Fraction

import pytest
from django.utils import timezone

from assessments.declare import round_closing, round_opened
from assessments.models import Component, PanelSheet, Round, RoundFact, RoundSubject, SubjectReport
from assessments.rounds.choices import ReportState, RoundState
from assessments.rounds.services.extras import extras_of
from assessments.rounds.services.facts import facts_of, scores_of_all_figures, scores_of_figures
from assessments.rounds.services.panels import barred_for, member_in, save_sheet, scores_of_panel
from assessments.rounds.services.reports import prefilled, report_acts
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.subjects import subject_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind, ReturnState
from orgtree.errors import RuleBroken
from orgtree.models import Correction, Figure, FigureFill, FigureReturn, User
from orgtree.people.services.people import appoint
from tests.api import Api
from tests.assessments.rounds import world
from tests.assessments.rounds.makers import new_street
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def refused(call, *args, **said) -> RuleBroken:
    with pytest.raises(RuleBroken) as error:
        call(*args, **said)
    return error.value


# --- Begun ------------------------------------------------------------------------------------------------------------


def test_whoever_the_level_names_below_the_host_is_proposed(town):
    row = world.created(town)
    assert [(one.name, one.group) for one in row.subjects.order_by("position")] == [
        (town.street.name, "街道"),
        (town.other_street.name, "街道"),
    ]
    assert row.number.startswith("2026-")
    assert row.title == "潍城区2026年三级联创"


def test_a_scheme_that_does_not_hold_there_is_refused(town):
    newer = schemes.published(town)
    broken = refused(make, round_acts, "begin", by=office(town), **world.said(town, schemes.default()))
    assert (broken.field, broken.code) == ("scheme", "scheme")
    assert make(round_acts, "begin", by=office(town), **world.said(town, newer)).is_new


def test_one_round_of_a_scheme_a_year(town):
    world.created(town)
    again = refused(make, round_acts, "begin", by=office(town, "2"), **world.said(town))
    assert (again.code, again.conflict) == ("known", True)


def test_a_host_without_subjects_below_it_begins_nothing(town):
    scheme = schemes.default(level="community")
    Round.objects.all().delete()
    appoint(holder_id=office(town).pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    by = User.objects.get(pk=office(town).pk)
    made = make(round_acts, "begin", by=by, **world.said(town, scheme, area=town.street)).row
    assert made.subjects.count() == 2
    broken = refused(
        make, round_acts, "begin", by=by, **world.said(town, schemes.default(level="street"), area=town.street)
    )
    assert broken.code == "no_subjects"
    assert Round.objects.count() == 1


def test_next_year_begins_with_what_was_left(town):
    row = world.created(town)
    kept, out = row.subjects.order_by("position")
    perform_one(subject_acts, "regroup", pk=kept.pk, by=office(town), group="城区街道")
    perform_one(subject_acts, "leave_out", pk=out.pk, by=office(town), reason="新设街道")
    row = world.carry_on(town, row, "open", "close", "decide", "publish")
    words = {"before": row, "year": world.YEAR + 1, "title": "", "reports_due": None, "fill": None}
    nxt = make(round_acts, "repeat", by=office(town), **words).row
    assert nxt.scheme == row.scheme
    assert [(one.group, one.is_left_out) for one in nxt.subjects.order_by("position")] == [
        ("城区街道", False),
        ("街道", True),
    ]
    assert refused(make, round_acts, "repeat", by=office(town), **words | {"year": world.YEAR}).field == "year"


# --- Opened -----------------------------------------------------------------------------------------------------------


def test_names_and_holders_are_those_of_the_day(town):
    row = world.run_to(town, "open")
    subject = world.subject(row, town.street)
    assert (subject.name, subject.holder) == (town.street.name, town.street_secretary.name)
    User.objects.filter(pk=town.street_secretary.pk).update(name="新书记")
    subject.refresh_from_db()
    assert subject.holder != "新书记"


def test_who_held_the_office_is_read_by_the_host_and_the_subject_and_by_no_other(town):
    """docs/decisions/0082-what-a-round-leaves.md; the organisation department writes it into the yearly appraisal."""
    subject = world.subject(world.run_to(town, "open"), town.street)
    for user in (town.organisation, office(town), town.street_secretary):
        client = signed_in(user)
        for address in ("/desk/assessments/roundsubject/", f"/desk/assessments/roundsubject/{subject.pk}/change/"):
            assert f"{subject.holder}</" in client.get(address).text, (user, address)
    stranger = signed_in(town.north_secretary)
    assert subject.holder not in stranger.get("/desk/assessments/roundsubject/").text


def test_a_list_that_is_frozen_takes_nobody(town):
    row = world.run_to(town, "open")
    said = {"round": row, "area": new_street(town), "institution": None, "group": ""}
    assert refused(make, subject_acts, "add", by=office(town), **said).code in {"not_found", "wrong_state"}
    assert row.subjects.count() == 2


def test_figures_that_are_not_closed_open_nothing(town):
    row = world.created(town, schemes.default(), reports_due=timezone.localdate() + timedelta(days=9))
    for user in (town.organisation, office(town), office(town, "2")):
        world.on_panel(town, row, user)
    assert refused(world.do, "open", row, office(town)).field == "fill"
    assert not SubjectReport.objects.exists()
    row.refresh_from_db()
    assert row.state == RoundState.CREATED


def test_a_panel_of_two_opens_nothing(town):
    row = world.created(town, schemes.default(), fill=world.closed_year())
    for user in (town.organisation, office(town)):
        world.on_panel(town, row, user)
    assert "应不少于3人" in refused(world.do, "open", row, office(town)).message


@pytest.mark.parametrize(("keys", "back"), [(("open",), "cancel"), (("open", "close"), "open"), (("open",), "edit")])
def test_there_is_no_way_back(town, keys, back):
    row = world.run_to(town, *keys)
    words = {"reason": "开错了"} if back == "cancel" else {}
    assert refused(world.do, back, row, office(town), **words).code == "wrong_state"


def test_what_stands_above_takes_part_and_may_refuse(town, monkeypatch):
    seen = []
    monkeypatch.setattr(round_opened, "acts", {"here": lambda round, by: seen.append((round.pk, by.pk))})
    row = world.run_to(town, "open")
    assert seen == [(row.pk, office(town).pk)]

    def refuse(round, by):
        raise RuleBroken("paper", "纸质票未录齐", conflict=True)

    monkeypatch.setattr(round_closing, "acts", {"here": refuse})
    assert refused(world.do, "close", row, office(town)).code == "paper"
    row.refresh_from_db()
    assert row.state == RoundState.OPEN


# --- Facts ------------------------------------------------------------------------------------------------------------


def test_a10_a_correction_stands_beside_the_fact_and_never_changes_it(town):
    fill = world.closed_year()
    keys = {"grids.cases_done": 90, "grids.cases_received": 100}
    row = world.reporting(town)
    subject = world.subject(row, town.street)
    [fact] = [one.fact for one in facts_of(subject) if one.fact.item.key == "grids.done_rate"]
    before = fact.value
    assert all("done_rate" not in key for key in keys)
    figure = next(one for one in facts_of(subject) if one.fact.pk == fact.pk)
    part = _parts("grids.done_rate")[0]
    Correction.objects.create(
        measure=part,
        period_kind="Y",
        period_start=fill.period_start,
        area=town.street,
        difference=D(-3),
        found_at=timezone.now(),
    )
    Figure.objects.create(
        measure=part, period_kind="Y", period_start=fill.period_start, area=town.street, own=D(5), total=D(5)
    )
    shown = next(one for one in facts_of(subject) if one.fact.pk == fact.pk)
    fact.refresh_from_db()
    assert fact.value == before
    assert (figure.correction, shown.text) == ("", figure.text)
    assert "更正-3" in shown.correction
    assert shown.url == f"/board/{town.street.pk}/?period=2025"
    # What the street had reported by then is what the fact was taken from; what it reported later is not.
    reported = FigureReturn(area=town.street, period_kind="Y", period_start=fill.period_start, values={part: "7"})
    reported.due_on, reported.state = fact.taken_at.date(), ReturnState.CONFIRMED
    reported.confirmed_by = town.street_secretary
    for days, told in ((-1, "更正-5"), (1, "更正-3")):
        reported.confirmed_at = fact.taken_at + timedelta(days=days)
        reported.save()
        assert told in next(one for one in facts_of(subject) if one.fact.pk == fact.pk).correction


def _parts(key: str) -> tuple[str, ...]:
    from orgtree.declare import registry

    return registry.catalogue()[key].parts


def test_facts_are_scored_by_the_scheme_and_what_has_no_number_is_left_out(town):
    row = world.reporting(town)
    subject, component = world.subject(row, town.street), Component.objects.get(scheme=row.scheme, code="A1")
    facts = list(RoundFact.objects.filter(subject=subject).order_by("item__position"))
    assert len(facts) == 4
    for fact, value in zip(facts, (D(100), None, D(50), D(80)), strict=True):
        RoundFact.objects.filter(pk=fact.pk).update(value=value)
    raw, note = scores_of_figures(subject, component)
    assert raw == Fraction(25 + D("12.5") + D("12.5")) * 100 / 75
    assert note == "4项关账指标，其中1项无数，按其余折算"
    assert scores_of_all_figures(row)[subject.pk, component.pk] == (raw, note)


# --- Reports ----------------------------------------------------------------------------------------------------------


def test_the_report_begins_with_the_years_facts(town):
    report = world.report(town)
    RoundFact.objects.filter(subject=report.subject, item__key="grids.done_rate").update(value=D("96.5"))
    text = prefilled(report)
    assert "2026年关账数据" in text
    assert "96.5%" in text
    page = signed_in(town.street_secretary).get(f"/desk/assessments/subjectreport/{report.pk}/act/hand-in/")
    assert "96.5%" in page.content.decode()


def test_a_report_goes_through_revisions(town):
    report = world.report(town, "hand_in", "send_back", "hand_in", "accept")
    assert (report.state, report.revision, report.reason) == (ReportState.ACCEPTED, 2, "")


@pytest.mark.parametrize(("length", "code"), [(5_001, "text_long"), (20, "text_short")])
def test_a_report_of_a_wrong_length_comes_back_at_its_field(town, length, code):
    report = world.report(town)
    said = {"pk": report.pk, "by": town.street_secretary, "text": "走" * length}
    broken = refused(perform_one, report_acts, "hand_in", **said)
    assert (broken.code, broken.field) == (code, "text")


def test_the_street_reports_for_itself_alone(town):
    """It stands above its communities, and below the host: it reports for none of them, and reviews nothing of its own."""
    report = world.report(town)
    other = SubjectReport.objects.get(subject=world.subject(report.subject.round, town.other_street))
    said = {"by": town.street_secretary, "text": world.TEXT}
    assert refused(perform_one, report_acts, "hand_in", pk=other.pk, **said).code == "not_found"
    mine = perform_one(report_acts, "hand_in", pk=report.pk, **said)
    reply = Api(town.street_secretary).post("assess-reports/accept/", {"ids": [mine.pk]})
    assert reply.json()["done"] == 0
    assert (
        refused(
            perform_one, subject_acts, "leave_out", pk=mine.subject_id, by=town.street_secretary, reason="不参加"
        ).code
        == "not_found"
    )


def test_control_the_host_does_both(town):
    report = world.report(town, "hand_in")
    assert perform_one(report_acts, "accept", pk=report.pk, by=office(town)).state == ReportState.ACCEPTED


# --- The panel --------------------------------------------------------------------------------------------------------


def on_panel_from(town, row, area, account: str):
    """Somebody of a street on the panel."""
    from tests.grids.whistles.world import holder

    user = holder(town, account, PostKind.STREET_COMMITTEE, area)
    world.on_panel(town, row, user)
    return member_in(row, user), user


def test_a17_own_unit_and_raters_unit_are_barred(town):
    row = world.reporting(town)
    own = world.subject(row, town.street)
    other = world.subject(row, town.other_street)
    member, user = on_panel_from(town, row, town.street, "ping1")
    assert barred_for(member) == {own.pk}
    rater, _ = on_panel_from(town, row, town.other_street, "ping2")
    assert barred_for(member) == barred_for(rater) == {own.pk, other.pk}
    component = Component.objects.get(scheme=row.scheme, code="B")
    said = {"component": component, "points": world.full_points(component), "by": user}
    assert refused(save_sheet, subject=own, **said).code == "own_unit"
    client = signed_in(user)
    assert client.get(f"/panel/{own.pk}/{component.pk}/").status_code == 404
    assert client.get(f"/panel/{other.pk}/{component.pk}/").status_code == 404


def test_control_whoever_comes_from_nowhere_scores_all(town):
    row = world.reporting(town)
    assert barred_for(member_in(row, town.organisation)) == set()


def test_the_panels_score_is_the_mean_of_those_who_signed(town):
    row = world.reporting(town)
    subject, component = world.subject(row, town.street), Component.objects.get(scheme=row.scheme, code="B")
    users = (town.organisation, office(town), office(town, "2"))
    for user, less in zip(users, (0, 5, 9), strict=True):
        points = world.full_points(component)
        points[min(points)] -= less
        client = signed_in(user)
        body = {f"points_{item}": f"{value}" for item, value in points.items()} | {"words": "", "sign": "1"}
        assert client.post(f"/panel/{subject.pk}/{component.pk}/", body).status_code == 302
    assert scores_of_panel(subject, component).raw == Fraction(100 * 3 - 14, 3)
    other = scores_of_panel(world.subject(row, town.other_street), component)
    assert (other.raw, other.number) == (None, 0)


def test_a_sheet_is_saved_in_parts_and_signed_whole(town):
    row = world.reporting(town)
    subject, component = world.subject(row, town.street), Component.objects.get(scheme=row.scheme, code="B")
    client, points = signed_in(office(town)), world.full_points(component)
    first = min(points)
    page = f"/panel/{subject.pk}/{component.pk}/"
    assert client.post(page, {f"points_{first}": "20", "save": "1"}).status_code == 302
    unfinished = client.post(page, {f"points_{first}": "21", "sign": "1"})
    assert unfinished.status_code == 422
    assert "还没有评分" in unfinished.content.decode()
    assert PanelSheet.objects.get().scores.get().points == D(20), "refused: nothing of it is kept"
    too_many = client.post(page, {f"points_{first}": "26", "save": "1"})
    assert too_many.status_code == 422
    assert page_asks(client, page) == ["实地情况"], "选填 is what may be left out of a sheet that is handed in"
    whole = {f"points_{item}": f"{value}" for item, value in points.items()}
    assert client.post(page, whole | {"words": "台账与现场一致", "sign": "1"}).status_code == 302
    handed_in = client.get(page).text
    assert "台账与现场一致" in handed_in  # whoever handed it in still reads it
    assert "<form method" not in handed_in.split("<main")[1]


def page_asks(client, page: str) -> list[str]:
    """Labels that say 选填."""
    return re.findall(r'">([^<>]+)<span class="optional">', client.get(page).text)


def test_a_round_is_not_closed_while_something_is_missing(town):
    row = world.reporting(town)
    broken = refused(world.do, "close", row, office(town))
    assert (broken.code, broken.message) == ("reports", f"{town.street.name}的述职报告待提交")
    SubjectReport.objects.update(state=ReportState.ACCEPTED, handed_in_at=timezone.now())
    broken = refused(world.do, "close", row, office(town))
    assert broken.code == "panel"
    assert broken.message.startswith(f"{town.street.name}的“平时季度检查”只有0张评分表")


def test_scores_are_seen_by_those_who_keep_rolls_alone(town):
    row = world.sheet(town, office(town))
    page = f"/desk/assessments/panelsheet/{row.pk}/change/"
    assert signed_in(office(town)).get(page).status_code == 200
    for user in (town.organisation, town.street_secretary, town.secretary):
        assert signed_in(user).get(page).status_code in {403, 404}


# --- Extras -----------------------------------------------------------------------------------------------------------


def test_extras_count_once_a_document_and_no_more_than_they_may(town):
    from assessments.rounds.services.extras import extra_acts
    from tests.assessments.rounds.makers import marking

    said = marking(town)
    make(extra_acts, "mark", by=office(town), **said)
    assert refused(make, extra_acts, "mark", by=office(town, "2"), **said).code == "known"
    assert (
        refused(make, extra_acts, "mark", by=office(town), **said | {"document": "另一文件", "times": 2}).code
        == "times"
    )
    [shown] = extras_of(said["subject"])
    assert (shown.points, shown.document) == (D(2), said["document"])


def test_lists_cost_the_same_however_long(town, django_assert_max_num_queries):
    world.reporting(town)
    client = signed_in(office(town))
    for noun in ("round", "roundsubject", "subjectreport", "panelmember", "scheme"):
        with django_assert_max_num_queries(20):
            assert client.get(f"/desk/assessments/{noun}/").status_code == 200


def test_rounds_of_strangers_are_not_there(town):
    row = world.created(town)
    assert signed_in(town.secretary).get(f"/desk/assessments/round/{row.pk}/change/").status_code == 404
    assert Api(town.secretary).get(f"assess-rounds/{row.pk}/").status_code == 404
    assert RoundSubject.objects.allowed(town.north_secretary, "assess_view").count() == 0
    assert FigureFill.objects.count() == 0
