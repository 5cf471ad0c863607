"""双向反馈: drawn from confirmed records for those who agreed, read by the member first, frozen, received by the unit."""

from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.utils import timezone

from orgtree.acts import perform, perform_one
from orgtree.choices import RunState
from orgtree.models import AccessLog, Notice
from orgtree.runs import do_run, resend_waiting_runs
from tests.volunteers.members.test_unit_report_ins import of_unit, unit_with_clerk
from tests.volunteers.people import accepted, logged, since_yesterday
from tests.volunteers.refusals import refused
from volunteers.choices import ConsentPurpose, FeedbackState
from volunteers.feedback import services as feedback
from volunteers.feedback.rules import NOT_OF_THE_PERSON, TOLD_TO_UNITS, WITHHELD, Stretch
from volunteers.feedback.services import corrections, runs
from volunteers.members.services.members import withdraw_consent
from volunteers.models import Consent, ConsentText, FeedbackRun, FeedbackSheet, Member, ServiceRecord
from volunteers.service.services.service_records import confirm_services, void_service

pytestmark = pytest.mark.django_db
S = FeedbackState
BOTH = [ConsentPurpose.REGISTRATION, ConsentPurpose.UNIT_FEEDBACK]


def this_year() -> Stretch:
    """The year of yesterday's service."""
    return Stretch.holding("Y", timezone.localdate() - timedelta(days=1))


def quarter() -> Stretch:
    return Stretch.holding("Q", timezone.localdate() - timedelta(days=1))


@pytest.fixture
def school(town):
    return unit_with_clerk(town, "第一中学")


def served_member(town, unit, *, name="赵试", purposes=BOTH, confirmed=True) -> Member:
    """A member of the unit with one confirmed service of two hours yesterday."""
    member = of_unit(accepted(town.east, town.secretary, name=name, purposes=purposes), unit)
    record = logged(since_yesterday(member), 9, 11)
    if confirmed:
        confirm_services(record_ids=[record.pk], by=town.secretary)
    return Member.objects.select_related("user", "area", "unit").get(pk=member.pk)


@pytest.fixture
def member(town, school):
    return served_member(town, school[0])


def drawn(town, stretch=None, **counts):
    """Draw the sheets of 东园社区 and check what the drawing says it did."""
    done = feedback.draw_sheets(community=town.east, stretch=stretch or quarter(), by=town.secretary).as_counts()
    assert {key: value for key, value in done.items() if value} == counts
    return FeedbackSheet.objects.order_by("pk")


def do(act: str, ids, by, **said):
    return perform(feedback.feedback_sheets, act, ids=ids, by=by, **said)


def reply(sheet, by, **said) -> FeedbackSheet:
    return perform_one(feedback.feedback_sheets, "reply", pk=sheet.pk, by=by, **said)


def shown(town, stretch=None) -> FeedbackSheet:
    sheet = drawn(town, stretch, made=1).get()
    assert do("show", [sheet.pk], town.secretary).done == 1
    return FeedbackSheet.objects.get(pk=sheet.pk)


def signed(town, member) -> FeedbackSheet:
    sheet = shown(town)
    reply(sheet, member.user, agreed=True)
    outcome = do("sign", [sheet.pk], town.secretary)
    assert outcome.done == 1, outcome.refused
    return FeedbackSheet.objects.get(pk=sheet.pk)


# --- Drawing ----------------------------------------------------------------------------------------------------------


def test_sheets_hold_confirmed_records_only(town, school, member):
    logged(member, 13, 14)  # waits for the community
    [sheet] = drawn(town, made=1)
    assert (sheet.facts["times"], sheet.facts["hours"], len(sheet.facts["kinds"])) == (1, "2", 1)
    assert (sheet.unit, sheet.state) == (school[0], S.DRAFTED)


def test_nothing_is_drawn_for_those_who_did_not_agree(town, school):
    served_member(town, school[0], purposes=[ConsentPurpose.REGISTRATION])
    assert not drawn(town, refused=1).exists()


def test_a_second_run_changes_nothing(town, member):
    drawn(town, made=1)
    drawn(town, same=1)


def test_changed_records_are_drawn_anew_and_go_to_the_member_again(town, member):
    sheet = shown(town)
    reply(sheet, member.user, agreed=True)
    record = logged(member, 13, 14)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    again = drawn(town, redrawn=1).get()
    assert (again.state, again.agreed, again.facts["hours"]) == (S.DRAFTED, None, "3")


def test_consent_taken_back_cancels_what_is_open(town, member):
    shown(town)
    withdraw_consent(member=member, purpose=ConsentPurpose.UNIT_FEEDBACK, by=member.user)
    assert drawn(town, refused=1, cancelled=1).get().state == S.CANCELLED


def test_the_neighbours_members_are_not_drawn(town, school):
    of_unit(accepted(town.west, town.west_secretary, purposes=BOTH), school[0])
    assert not drawn(town).exists()


def test_drawing_asks_a_fixed_number_of_questions(town, school, django_assert_max_num_queries):
    for number in range(8):
        served_member(town, school[0], name=f"试{number}")
    with django_assert_max_num_queries(14):
        feedback.draw_sheets(community=town.east, stretch=quarter(), by=town.secretary)


# --- Runs -------------------------------------------------------------------------------------------------------------


def test_few_are_drawn_at_once(town, member):
    run = feedback.start_drawing(community=town.east, stretch=quarter(), by=town.secretary)
    assert (run.state, run.counts["made"]) == (RunState.DONE, 1)


def test_many_are_left_to_a_worker_that_may_start_twice(town, member, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    run = feedback.start_drawing(community=town.east, stretch=quarter(), by=town.secretary)
    assert (run.state, FeedbackSheet.objects.count()) == (RunState.QUEUED, 0)
    for _ in range(2):
        do_run(run.pk)
    run.refresh_from_db()
    assert (run.state, run.counts["made"], run.attempts) == (RunState.DONE, 1, 1)


def test_a_run_without_a_worker_is_sent_again(town, member, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 0)
    run = feedback.start_drawing(community=town.east, stretch=quarter(), by=town.secretary)
    assert resend_waiting_runs() == 0  # a moment ago
    FeedbackRun.objects.filter(pk=run.pk).update(touched_at=timezone.now() - timedelta(minutes=2))
    assert resend_waiting_runs() == 1


def test_only_those_who_sign_there_start_a_run(town):
    for stranger in (town.west_secretary, town.clerk, town.organisation):
        with refused("not_found", "community"):
            feedback.start_drawing(community=town.east, stretch=quarter(), by=stranger)


# --- The member reads first -------------------------------------------------------------------------------------------


def test_the_member_is_told_and_has_working_days_to_reply(town, member):
    sheet = shown(town)
    assert sheet.reply_by > timezone.localdate() + timedelta(days=4)  # five working days
    assert Notice.objects.filter(user=member.user, url=f"/m/feedback/{sheet.pk}/").exists()


def test_nothing_is_signed_while_the_member_reads(town, member):
    sheet = shown(town)
    outcome = do("sign", [sheet.pk], town.secretary)
    assert outcome.done == 0
    assert "阅看期" in outcome.refused[0][1]
    FeedbackSheet.objects.update(reply_by=timezone.localdate() - timedelta(days=1))
    assert do("sign", [sheet.pk], town.secretary).done == 1
    assert FeedbackSheet.objects.get().frozen["reply"] == "期满未答复"


def test_a_different_view_needs_words_and_goes_along(town, member):
    sheet = shown(town)
    with refused("text_missing", "text"):
        reply(sheet, member.user, agreed=False)
    reply(sheet, member.user, agreed=False, text="少记一次")
    do("sign", [sheet.pk], town.secretary)
    assert FeedbackSheet.objects.get().frozen["reply_text"] == "少记一次"


def test_nobody_else_replies(town, school, member):
    sheet = shown(town)
    for stranger in (school[1], town.clerk, town.secretary):
        with refused("not_found"):
            reply(sheet, stranger, agreed=True)
    on_paper = perform_one(feedback.feedback_sheets, "reply_on_paper", pk=sheet.pk, agreed=True, by=town.secretary)
    assert on_paper.state == S.REPLIED


def test_a_yearly_sheet_needs_a_grade_and_no_other_takes_one(town, member):
    yearly = drawn(town, this_year(), made=1).get()
    outcome = do("show", [yearly.pk], town.secretary)
    assert "评价等次" in outcome.refused[0][1]
    assert do("appraise", [yearly.pk], town.secretary, grade="good", text="积极").done == 1
    assert do("show", [yearly.pk], town.secretary).done == 1
    other = drawn(town, quarter(), made=1).exclude(pk=yearly.pk).get()
    assert do("appraise", [other.pk], town.secretary, grade="good", text="").done == 0


# --- Signed, frozen, sent ---------------------------------------------------------------------------------------------


def test_signing_freezes_digests_sends_and_records_the_disclosure(town, school, member):
    sheet = signed(town, member)
    assert (sheet.state, sheet.frozen["name"], len(sheet.digest)) == (S.SENT, "赵试", 64)
    assert sheet.consent.text.purpose == ConsentPurpose.UNIT_FEEDBACK
    line = AccessLog.objects.get(action=AccessLog.Action.DISCLOSE)
    assert (line.area, line.actor, sheet.number in line.subject) == (town.east, town.secretary, True)
    for part in ("第一中学", "双向反馈", "服务次数与时长"):
        assert part in line.reason
    assert Notice.objects.filter(user=school[1]).count() == 1


def test_under_the_first_words_days_and_posts_are_not_given(town, school, member):
    first = ConsentText.objects.get(purpose="unit_feedback", version=1)
    Consent.objects.filter(member=member, text__purpose=first.purpose).update(text=first)
    sheet = signed(town, member)
    told = sheet.frozen["facts"]
    assert (told["times"], told["records"], told["posts"]) == (sheet.facts["times"], [], [WITHHELD])
    assert sheet.facts["records"]  # control: there was something to keep back
    assert corrections(sheet) == []
    assert "日期" not in AccessLog.objects.get(action=AccessLog.Action.DISCLOSE).reason


def words_missing(content: dict, words: str) -> set[str]:
    """What a sheet tells of a person that the consent's words do not name."""
    told = (content.keys() | content["facts"].keys()) - NOT_OF_THE_PERSON
    return {key for key in told if TOLD_TO_UNITS.get(key, key) not in words}


def test_a_sheet_tells_what_the_consent_names_and_no_more(town, school, member):
    sheet = drawn(town, made=1).get()
    words = ConsentText.objects.filter(purpose="unit_feedback").latest("version").text
    assert words_missing(sheet.content(), words) == set()
    # Controls: a field nobody thought of, and the words from before.
    assert words_missing(sheet.content() | {"phone": ""}, words) == {"phone"}
    first = ConsentText.objects.get(purpose="unit_feedback", version=1).text
    assert {"records", "posts"} <= words_missing(sheet.content(), first)


def test_a_unit_is_told_once_of_all_that_came(town, school):
    people = [served_member(town, school[0], name=name) for name in ("赵试", "钱试")]
    ids = [sheet.pk for sheet in drawn(town, made=2)]
    do("show", ids, town.secretary)
    for sheet, member in zip(FeedbackSheet.objects.order_by("member"), people, strict=True):
        reply(sheet, member.user, agreed=True)
    assert do("sign", ids, town.secretary).done == 2
    assert Notice.objects.get(user=school[1]).title == "收到2份党员反馈表，请签收"


def test_a_unit_without_a_clerk_gets_paper(town, school):
    member = served_member(town, None)
    sheet = signed(town, member)
    assert sheet.state == S.SIGNED
    assert not AccessLog.objects.filter(action=AccessLog.Action.DISCLOSE).exists()
    assert do("deliver", [sheet.pk], town.secretary).done == 1
    assert AccessLog.objects.filter(action=AccessLog.Action.DISCLOSE).count() == 1
    assert do("receipt", [sheet.pk], town.secretary).done == 1


def test_no_signature_without_consent(town, member):
    sheet = shown(town)
    reply(sheet, member.user, agreed=True)
    withdraw_consent(member=member, purpose=ConsentPurpose.UNIT_FEEDBACK, by=member.user)
    outcome = do("sign", [sheet.pk], town.secretary)
    assert (outcome.done, "同意" in outcome.refused[0][1]) == (0, True)
    assert FeedbackSheet.objects.get().frozen == {}


def test_no_signature_on_what_the_member_did_not_see(town, member):
    sheet = shown(town)
    reply(sheet, member.user, agreed=True)
    void_service(record_id=ServiceRecord.objects.get().pk, reason="核实不属实", by=town.secretary)
    outcome = do("sign", [sheet.pk], town.secretary)
    assert "有变动" in outcome.refused[0][1]


def test_a_signed_sheet_stands_and_a_later_change_is_a_note(town, member):
    sheet = signed(town, member)
    before = (sheet.frozen, sheet.digest)
    void_service(record_id=ServiceRecord.objects.get().pk, reason="核实不属实", by=town.secretary)
    drawn(town, signed=1)
    sheet = FeedbackSheet.objects.select_related("community").get()
    assert (sheet.frozen, sheet.digest) == before
    assert feedback.corrections(sheet) == ["服务次数：表内1次，现为0次", "服务时长：表内2小时，现为0小时"]


def test_the_database_itself_keeps_a_signed_sheet(town, member):
    sheet = signed(town, member)
    for change in ("frozen = jsonb_set(frozen, '{name}', '\"李\"')", "digest = 'x'"):
        with pytest.raises(InternalError, match="frozen_once_signed"), transaction.atomic():
            connection.cursor().execute(f"UPDATE volunteers_feedbacksheet SET {change} WHERE id = %s", [sheet.pk])
    FeedbackSheet.objects.filter(pk=sheet.pk).update(frozen={})  # a closed account takes its name along


def test_an_unsigned_sheet_can_change(town, member):
    """Negative control of the trigger."""
    sheet = shown(town)
    FeedbackSheet.objects.filter(pk=sheet.pk).update(frozen={"name": "试"})


# --- The unit ---------------------------------------------------------------------------------------------------------


def test_the_unit_acknowledges_once_and_writes_back(town, school, member):
    sheet = signed(town, member)
    outcome = perform(feedback.received_sheets, "acknowledge", ids=[sheet.pk], text="已收到，谢谢社区", by=school[1])
    assert outcome.done == 1
    sheet = FeedbackSheet.objects.get()
    assert (sheet.state, sheet.unit_text, sheet.acknowledged_by) == (S.ACKNOWLEDGED, "已收到，谢谢社区", school[1])
    assert Notice.objects.filter(user=member.user, key__startswith=f"receivedsheet:{sheet.pk}:").exists()


def test_another_units_clerk_and_the_community_acknowledge_nothing(town, school, member):
    sheet = signed(town, member)
    _, other = unit_with_clerk(town, "第二医院")
    for stranger in (other, town.secretary, town.west_secretary, member.user):
        assert perform(feedback.received_sheets, "acknowledge", ids=[sheet.pk], by=stranger).done == 0


def test_a_printed_sheet_is_found_by_number_and_code(town, member):
    sheet = signed(town, member)
    assert FeedbackSheet.objects.checked(number=sheet.number, code=sheet.code) == sheet
    assert FeedbackSheet.objects.checked(number=sheet.number.lower(), code=sheet.digest) == sheet
    for number, code in [
        (sheet.number, ""),
        (sheet.number, sheet.code[:8]),
        (sheet.number, "0" * 16),
        ("FK00000000", sheet.code),
        ("abc", sheet.code),
        ("9" * 30, sheet.code),
    ]:
        assert FeedbackSheet.objects.checked(number=number, code=code) is None
