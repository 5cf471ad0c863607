"""What is past its term goes and nothing else does; no total, no figure and no line of the ledger moves."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from config.celery import app
from orgtree.acts import perform, perform_one
from orgtree.calendar.services.deadlines import save_deadline
from orgtree.days.rules.months import months_before
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.files.erasing import CLEARED
from orgtree.files.models import CleanFile
from orgtree.models import DeadlineRule, Figure, Notice, User
from orgtree.people.services.people import appoint
from tests.volunteers.activities.test_session_photos import coloured
from tests.volunteers.check_ins.test_check_ins import WORDS, sent
from tests.volunteers.feedback.test_feedback import member as fed_back  # noqa: F401 -- a fixture
from tests.volunteers.feedback.test_feedback import school, signed  # noqa: F401 -- a fixture
from tests.volunteers.gatherings import announced, plan, put_back
from tests.volunteers.members.test_unit_report_ins import signed_in
from tests.volunteers.people import accepted, enrolled, logged
from tests.volunteers.refusals import refused
from tests.volunteers.standing.test_deeds import confirmed, entered
from tests.volunteers.standing.test_publications import decide, earned, line_of, published
from tests.walk import text_of
from volunteers.activities.services.session_photos import add_photos
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.choices import ClosingCause, ConsentPurpose
from volunteers.home.services import retention
from volunteers.home.services.account_closing import ERASED, close_by_term
from volunteers.home.services.retention import due_counts, keep_terms, leavers, tell_leavers
from volunteers.home.tasks import keep_terms as keep_terms_task
from volunteers.members.services.members import give_consents
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import submit_report_in
from volunteers.models import (
    CheckIn,
    DeedReport,
    FeedbackSheet,
    Member,
    PointCredit,
    PointEntry,
    PublicNotice,
    ReportIn,
    ServiceRecord,
    SessionPhoto,
)
from volunteers.points.services.ledger_checks import inspect_ledger
from volunteers.service.services.service_records import confirm_services
from volunteers.standing.services.objections import object_to_list

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


TITLE = "到期将删除个人信息"


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15)))


def leave(member: Member, by: User, day: date) -> Member:
    """The member left the roll on that day."""
    report_in = ReportIn.objects.live().get(member=member)
    perform_one(report_ins, "close", pk=report_in.pk, reason="job_moved", by=by)
    ReportIn.objects.filter(pk=report_in.pk).update(ended_at=moment(day))
    return member


def told(member: Member, days_ago: int) -> None:
    """The notice of this member was written so many days ago."""
    notices = Notice.objects.filter(user=member.user, title=TITLE)
    assert notices.update(created_at=moment(timezone.localdate() - DAY * days_ago)) == 1


def is_gone(member: Member) -> bool:
    return Member.objects.get(pk=member.pk).closed_at is not None


def term(months: int = 24) -> date:
    """The last day whose term of so many months is over today."""
    return months_before(timezone.localdate(), months)


def state_of_affairs() -> dict:
    """Everything that has to be the same afterwards: hours, points, ledger, figures."""
    period = Period.parse(f"{timezone.localdate():%Y}")
    fill_figures(period)
    return {
        "hours": ServiceRecord.objects.filter(state="confirmed").aggregate(sum=Sum("hours"))["sum"],
        "points": PointCredit.objects.aggregate(sum=Sum("credited"))["sum"],
        "ledger": list(PointEntry.objects.order_by("pk").values()),
        "figures": sorted(Figure.objects.values_list("measure", "period_kind", "period_start", "area", "own", "total")),
        "members": Member.objects.count(),
        "faults": inspect_ledger().faults,
    }


class TestPersons:
    @pytest.fixture
    def person(self, town):
        member = accepted(town.east, town.secretary, name="夜莺")
        record = logged(member)
        assert confirm_services(record_ids=[record.pk], by=town.secretary).done == 1
        return member

    def test_told_first_then_gone(self, town, person):
        leave(person, town.secretary, term())
        before, user_id = state_of_affairs(), person.user_id
        for _ in range(2):
            assert keep_terms()["keep_person"] == 0
        told(person, 29)
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)  # control: told, and not yet 30 days ago
        told(person, 30)
        assert keep_terms()["keep_person"] == 1
        row = Member.objects.get(pk=person.pk)
        assert (row.name, row.closed_cause, row.user) == (ERASED, ClosingCause.TERM, None)
        assert User.objects.get(pk=user_id).is_active is False
        assert state_of_affairs() == before
        assert keep_terms()["keep_person"] == 0

    def test_a_day_before_the_term_nothing_goes(self, town, person):
        leave(person, town.secretary, term() + DAY)
        keep_terms()
        told(person, 40)
        assert (keep_terms()["keep_person"], is_gone(person), due_counts()["keep_person"]) == (0, False, 0)
        assert keep_terms(timezone.localdate() + DAY)["keep_person"] == 1  # control

    def test_told_thirty_days_ahead_and_once(self, town, person):
        early = leave(
            accepted(town.east, town.secretary), town.secretary, months_before(timezone.localdate() + DAY * 31, 24)
        )
        leave(person, town.secretary, months_before(timezone.localdate() + DAY * 30, 24))
        for _ in range(2):
            tell_leavers(timezone.localdate())
        assert Notice.objects.filter(user=person.user, title=TITLE).count() == 1
        assert not Notice.objects.filter(user=early.user, title=TITLE).exists()

    def test_without_an_account_there_is_nobody_to_tell(self, town):
        member = enrolled(town.east, town.clerk)
        perform(report_ins, "accept", ids=[ReportIn.objects.get(member=member).pk], by=town.secretary)
        other = leave(accepted(town.east, town.secretary), town.secretary, timezone.localdate() - DAY * 90)
        leave(member, town.secretary, term())
        assert keep_terms()["keep_person"] == 1
        assert (is_gone(member), is_gone(other)) == (True, False)

    def test_whoever_reported_in_again_stays(self, town, person):
        leave(person, town.secretary, term(30))
        keep_terms()
        told(person, 40)
        submit_report_in(member=person, community=town.west, residence="西苑1号楼", origin="self", by=person.user)
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)

    def test_who_reports_in_while_the_night_runs_stays(self, town, person):
        leave(person, town.secretary, term())
        due = leavers(term())
        assert list(due) == [person]
        submit_report_in(member=person, community=town.west, residence="西苑1号楼", origin="self", by=person.user)
        assert (close_by_term(member_id=person.pk, due=due), is_gone(person)) == (False, False)

    def test_leaving_again_begins_anew(self, town, person):
        leave(person, town.secretary, term(60))
        keep_terms()
        told(person, 400)
        again = submit_report_in(member=person, community=town.east, residence="东园", origin="self", by=person.user)
        perform(report_ins, "accept", ids=[again.pk], by=town.secretary)
        leave(person, town.secretary, term())
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)  # the old notice is not for this leaving
        assert Notice.objects.filter(user=person.user, title=TITLE).count() == 2

    def test_whoever_holds_a_post_stays(self, town, person):
        leave(person, town.secretary, term(30))
        keep_terms()
        told(person, 40)
        post = appoint(holder_id=person.user_id, kind="grid_worker", area=town.west_grid, by=None)
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)
        type(post).objects.filter(pk=post.pk).update(until=timezone.localdate())
        assert keep_terms()["keep_person"] == 1  # control

    def test_a_later_rule_holds_for_everybody(self, town, person):
        leave(person, town.secretary, term())
        keep_terms()
        told(person, 40)
        rule = DeadlineRule(key="keep_person", number=36, unit="month", active_from=timezone.localdate())
        save_deadline(rule=rule, by=town.organisation)
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)

    def test_an_area_may_keep_longer_than_others(self, town, person):
        leave(person, town.secretary, term())
        keep_terms()
        told(person, 40)
        rule = DeadlineRule(
            key="keep_person", number=36, unit="month", active_from=timezone.localdate(), area=town.street
        )
        save_deadline(rule=rule, by=town.organisation)
        assert (keep_terms()["keep_person"], is_gone(person)) == (0, False)
        DeadlineRule.objects.filter(pk=rule.pk).update(area=town.other_street)
        assert (keep_terms()["keep_person"], is_gone(person)) == (1, True)  # control: their own street has no such rule


class TestWordsAndFiles:
    @pytest.fixture
    def deed(self, town, member):
        report = confirmed(entered(member, town.clerk, evidence="李某的会议纪要"), town.secretary)
        report.file.save("minutes.pdf", CleanFile(b"paper"))
        return report

    def test_evidence_goes_with_its_file_and_its_history(self, town, deed):
        waiting = entered(deed.member, town.clerk, "G06", evidence="还没有人确认")
        storage, name = deed.file.storage, deed.file.name
        DeedReport.objects.update(happened_on=term(36) + DAY)
        before = state_of_affairs()
        assert keep_terms()["keep_words"] == 0  # control: a day before
        DeedReport.objects.update(happened_on=term(36))
        assert keep_terms()["keep_words"] == 1
        deed.refresh_from_db()
        waiting.refresh_from_db()
        assert (deed.evidence, deed.file.name, storage.exists(name)) == (CLEARED, "", False)
        assert (deed.state, deed.quantity, deed.item_code) == ("credited", 1, "G04")
        assert waiting.evidence == "还没有人确认"
        past = DeedReport.pgh_event_model.objects.filter(pgh_obj_id=deed.pk)
        assert set(past.values_list("evidence", flat=True)) == {CLEARED}
        assert set(past.values_list("file", flat=True)) == {""}
        assert state_of_affairs() == before

    def test_pictures_and_proof_go_and_hours_stay(self, town, member):
        record = logged(member, proof="王某可以证明", note="清扫楼道")
        confirm_services(record_ids=[record.pk], by=town.secretary)
        record.refresh_from_db()
        record.photo.save("stairs.jpg", CleanFile(b"picture"))
        storage, name = record.photo.storage, record.photo.name
        before = state_of_affairs()
        ServiceRecord.objects.update(served_on=term(36))
        assert due_counts()["keep_words"] == 1
        assert keep_terms()["keep_words"] == 1
        ServiceRecord.objects.update(served_on=timezone.localdate() - DAY)
        record.refresh_from_db()
        assert (record.photo.name, storage.exists(name), record.proof, record.note) == ("", False, CLEARED, "清扫楼道")
        assert state_of_affairs() == before

    def test_summaries_go_and_points_stay(self, town, member):
        check_in, waiting = sent(member, "summary", WORDS), sent(accepted(town.east, town.secretary), "summary", WORDS)
        perform(check_in_acts, "accept", ids=[check_in.pk], by=town.clerk)
        CheckIn.objects.update(happened_on=term(36))
        assert keep_terms()["keep_words"] == 1
        waiting.refresh_from_db()
        assert waiting.text == WORDS  # control: it waits for the desk
        check_in.refresh_from_db()
        assert (check_in.text, check_in.point_entry().credit.credited) == (CLEARED, 2)

    def test_photos_of_sessions_go_with_their_rows_and_the_desk_s_stay(self, town, member):
        session = put_back(announced(town.east, town.clerk, plan(leader=member)))
        for number, by in enumerate((member.user, town.clerk)):
            add_photos(session_id=session.pk, uploads=[coloured(number)], caption="夜莺", by=by)
        own = SessionPhoto.objects.get(member=member)
        storage, name = own.file.storage, own.file.name
        assert keep_terms()["keep_words"] == 0  # control
        put_back(session, days=(timezone.localdate(session.ends_at) - term(36)).days)
        assert keep_terms()["keep_words"] == 1
        assert (SessionPhoto.objects.get().member, storage.exists(name)) == (None, False)
        past = SessionPhoto.pgh_event_model.objects.filter(pgh_obj_id=own.pk)
        assert set(past.values_list("caption", "file")) == {(CLEARED, "")}

    def test_killed_in_between_and_run_again(self, town, member, monkeypatch):
        people = [member, accepted(town.east, town.secretary), accepted(town.east, town.secretary)]
        reports = [confirmed(entered(person, town.clerk), town.secretary) for person in people]
        for report in reports:
            report.file.save("paper.pdf", CleanFile(b"paper"))
        DeedReport.objects.update(happened_on=term(40))
        before, calls, whole = state_of_affairs(), [], retention.erase_words

        def die(*args):
            calls.append(args)
            if len(calls) == 2:
                raise KeyboardInterrupt
            whole(*args)

        monkeypatch.setattr(retention, "BATCH", 1)
        monkeypatch.setattr(retention, "erase_words", die)
        with pytest.raises(KeyboardInterrupt):
            keep_terms()
        monkeypatch.setattr(retention, "erase_words", whole)
        assert due_counts()["keep_words"] == 2
        assert keep_terms()["keep_words"] == 2
        assert sum(keep_terms().values()) == 0
        assert set(DeedReport.objects.values_list("evidence", "file")) == {(CLEARED, "")}
        assert not any(report.file.storage.exists(report.file.name) for report in reports)
        assert state_of_affairs() == before


class TestPublications:
    def test_a_list_comes_down_when_it_is_over(self, town, member, own, client):
        other = accepted(town.east, town.secretary, name="欧阳试")
        for person in (member, other):
            give_consents(member=person, purposes=[ConsentPurpose.NAMED_NOTICE], by=person.user)
        notice = published(town)
        page, api = f"/m/publications/{notice.pk}/", f"/api/v1/publications/{notice.pk}/lines/"
        assert other.name in text_of(own.get(page))  # control: while it is open
        PublicNotice.objects.update(objections_until=timezone.localdate() - DAY)
        for text in (text_of(own.get(page)), own.get(api).content.decode()):
            assert (other.name in text, member.name in text) == (False, True)
        assert "名单已撤下，这里只保留您本人的一行" in text_of(own.get(page))
        client.force_login(town.secretary)
        assert other.name in client.get(api).content.decode()

    def test_names_go_and_points_stay(self, town, member):
        entry = earned(member, town.clerk)
        notice = published(town)
        PublicNotice.objects.update(closes_on=term(36) + DAY)
        assert keep_terms()["keep_names"] == 0  # control: a day before
        PublicNotice.objects.update(closes_on=term(36))
        filed = object_to_list(notice_id=notice.pk, entry_id=entry.pk, text="当天我没有参加", by=member.user)
        assert keep_terms()["keep_names"] == 0  # control: an objection waits
        decide(filed, town.street_secretary, upheld=False, reason="记录完整")
        assert keep_terms()["keep_names"] == 1
        line = line_of(notice, member)
        assert (line.shown_name, line.points) == (CLEARED, 2)
        assert keep_terms()["keep_names"] == 0

    def test_words_of_an_objection_go(self, town, member):
        entry = earned(member, town.clerk)
        filed = object_to_list(notice_id=published(town).pk, entry_id=entry.pk, text="我没有参加", by=member.user)
        type(filed).objects.update(filed_at=moment(term(40)))
        assert keep_terms()["keep_words"] == 0  # control: not decided
        decide(filed, town.street_secretary, upheld=False, reason="记录完整")
        type(filed).objects.update(decided_at=moment(term(36)))
        assert keep_terms()["keep_words"] == 1
        filed.refresh_from_db()
        assert (filed.text, filed.reason, filed.state) == (CLEARED, CLEARED, "declined")


class TestSheets:
    @pytest.fixture
    def old(self, town, fed_back):  # noqa: F811
        sheet = signed(town, fed_back)
        FeedbackSheet.objects.update(sent_at=moment(term(36)), community_text="认真负责")
        return sheet

    def test_words_go_and_the_unit_reads_no_name(self, town, school, old):  # noqa: F811
        FeedbackSheet.objects.update(sent_at=moment(term(36) + DAY))
        assert keep_terms()["keep_sheets"] == 0  # control: a day before
        assert FeedbackSheet.objects.checked(number=old.number, code=old.code)
        FeedbackSheet.objects.update(sent_at=moment(term(36)))
        assert keep_terms()["keep_sheets"] == 1
        old.refresh_from_db()
        assert (old.frozen, old.community_text, old.facts["times"]) == ({}, CLEARED, 1)
        assert FeedbackSheet.objects.checked(number=old.number, code=old.code) is None
        client, page = signed_in(school[1]), "/desk/volunteers/receivedsheet/"
        assert "赵试" not in text_of(client.get(page)) + text_of(client.get(f"{page}{old.pk}/change/"))
        assert "赵试" not in client.get("/api/v1/feedback/").content.decode()
        assert client.get(f"{page}{old.pk}/form.docx").status_code == 404
        for act in ("print", "export"):
            reply = client.post(page, {"action": act, ACTION_CHECKBOX_NAME: [old.pk]}, follow=True)
            assert "已注销或到期清除" in text_of(reply)
        assert signed_in(old.member.user).get(f"/m/feedback/{old.pk}/").status_code == 200


class TestDesk:
    def test_the_dry_run_counts_and_changes_nothing(self, town, member):
        leave(member, town.secretary, term())
        out = StringIO()
        call_command("keep_terms", "--dry-run", stdout=out)
        assert "退出报到后保存个人信息：到期1条" in out.getvalue()
        assert not Notice.objects.filter(title=TITLE).exists()
        call_command("keep_terms", stdout=out)
        assert "退出报到后保存个人信息：已清除0条" in out.getvalue()
        assert Notice.objects.filter(title=TITLE).count() == 1  # control

    def test_the_page_of_a_rule_says_what_is_due(self, town, client, member):
        leave(member, town.secretary, term())
        client.force_login(town.organisation)
        page = "/desk/orgtree/deadlinerule/"
        rules = {rule.key: rule.pk for rule in DeadlineRule.objects.all()}
        assert "1条，今晚起自动清除" in text_of(client.get(f"{page}{rules['keep_person']}/change/"))
        assert "现已到期" not in text_of(client.get(f"{page}{rules['accept']}/change/"))

    def test_terms_have_a_floor_and_a_unit(self, town, client):
        client.force_login(town.organisation)
        data = {"key": "keep_sheets", "number": "35", "unit": "month", "active_from": "2030-01-01"}
        add = "/desk/orgtree/deadlinerule/add/"
        assert "不能少于36" in client.post(add, data).content.decode()
        assert "单位只能是" in client.post(add, data | {"number": "36", "unit": "day"}).content.decode()
        assert client.post(add, data | {"number": "36"}).status_code == 302
        with refused("not_found"):
            rule = DeadlineRule(key="keep_words", number=36, unit="month", active_from=timezone.localdate())
            save_deadline(rule=rule, by=town.secretary)

    def test_without_a_rule_nothing_goes(self, town, member):
        leave(member, town.secretary, term(90))
        DeadlineRule.objects.all().delete()
        assert sum(keep_terms().values()) == sum(due_counts().values()) == 0
        assert not Notice.objects.filter(title=TITLE).exists()

    def test_it_runs_by_night(self, town, member):
        assert app.conf.beat_schedule["terms of keeping"]["task"] == keep_terms_task.name
        leave(member, town.secretary, term())
        keep_terms_task()
        assert Notice.objects.filter(user=member.user, title=TITLE).exists()
