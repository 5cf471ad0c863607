"""Rules that areas keep: inherited downward, edited by whoever keeps the area; shorter keeping takes two persons."""

import importlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.calendar.acts import deadline_rules
from orgtree.calendar.services.calendar import Calendar, save_override
from orgtree.calendar.services.deadlines import WAIT, DeadlineBook, save_deadline
from orgtree.choices import PostKind, RuleState
from orgtree.desk.home import home_of
from orgtree.models import ActStep, Area, DeadlineRule, Notice, Post, User, WorkdayOverride
from orgtree.people.services.people import create_user
from tests.api import Api
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
PAGE = "/desk/orgtree/deadlinerule/"


def keeper(area: Area, name: str) -> User:
    """Also of a street, where none may sit any more: who keeps rules is asked of the permission and the area alone."""
    user = create_user(account=name, name=f"组织{name}", home=area, by=None)
    Post.objects.create(holder=user, kind=PostKind.ORGANISATION_DEPT, area=area)
    return user


@pytest.fixture
def street_keeper(town) -> User:
    return keeper(town.street, "street-keeper")


@pytest.fixture
def second(town) -> User:
    """A second post over everybody, beside `town.organisation`."""
    return keeper(town.district, "second-keeper")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def rule(key="accept", number=3, unit="workday", **fields) -> DeadlineRule:
    return DeadlineRule(key=key, number=number, unit=unit, **{"active_from": timezone.localdate(), **fields})


def shorter(today, *, area=None) -> DeadlineRule:
    return rule("keep_words", 25, "month", active_from=today + WAIT, area=area)


@pytest.fixture
def proposed(town, today) -> DeadlineRule:
    save_deadline(rule=rule("keep_words", 40, "month"), by=town.organisation)
    return save_deadline(rule=shorter(today), by=town.organisation)


class TestInheritance:
    def test_an_area_has_its_own_and_all_below_follow(self, town, street_keeper, today):
        save_deadline(rule=rule(area=town.street), by=street_keeper)
        book = DeadlineBook()
        assert [book.number("accept", today, area) for area in (town.street, town.east, town.east_building)] == [
            3,
            3,
            3,
        ]
        assert [book.number("accept", today, area) for area in (None, town.district, town.north)] == [5, 5, 5]
        assert (
            book.number("accept", today - timedelta(days=1), town.east) == 5
        )  # what began before keeps the old number

    def test_the_nearest_area_wins_and_its_end_gives_way(self, town, street_keeper, today):
        save_deadline(rule=rule(area=town.district, number=4), by=town.organisation)
        own = save_deadline(rule=rule(area=town.street), by=street_keeper)
        perform_one(deadline_rules, "end", pk=own.pk, by=street_keeper, active_to=today + timedelta(days=10))
        book = DeadlineBook()
        assert book.number("accept", today + timedelta(days=9), town.east) == 3
        assert book.number("accept", today + timedelta(days=10), town.east) == 4

    def test_two_queries_answer_for_all_areas(self, town, today, django_assert_num_queries):
        for area in (town.district, town.street, town.east, town.north):
            save_deadline(rule=rule(area=area), by=town.organisation)
        areas = list(Area.objects.all())
        DeadlineBook()  # corrected days are read once a process
        with django_assert_num_queries(2):
            book = DeadlineBook()
            assert all(book.due("accept", today, area) for area in areas)

    def test_a_day_off_of_an_area_is_its_own(self, town, street_keeper):
        day = date(2026, 11, 25)  # Wednesday
        save_override(override=WorkdayOverride(day=day, area=town.street, note="本地安排"), by=street_keeper)
        assert [Calendar(area).is_workday(day) for area in (None, town.north, town.street, town.east)] == [
            True,
            True,
            False,
            False,
        ]
        save_override(override=WorkdayOverride(day=day, area=town.east, is_workday=True, note="照常"), by=street_keeper)
        assert Calendar(town.east).is_workday(day)

    def test_the_database_keeps_one_version_a_day_for_each_keeper(self, town, today):
        for area in (None, town.street):
            rule(area=area).save()
            with pytest.raises(IntegrityError), transaction.atomic():
                rule(area=area, number=9).save()
        rule(area=town.east).save()  # control: another keeper
        rule(area=town.street, number=9, state=RuleState.DECLINED).save()  # control: it holds nowhere


class TestWhoEdits:
    def test_each_keeps_their_own_ground(self, town, street_keeper):
        with refused("area_missing", "area"):
            save_deadline(rule=rule(), by=street_keeper)
        for area in (town.district, town.north):
            with refused("not_found", "area"):
                save_deadline(rule=rule(area=area), by=street_keeper)
        assert save_deadline(rule=rule(area=town.east), by=street_keeper).entered_by == street_keeper  # control
        with refused("not_found", "area"):
            save_deadline(rule=rule(area=town.east), by=town.secretary)

    def test_a_rule_is_not_taken_over_by_moving_it(self, town, street_keeper):
        theirs = save_deadline(rule=rule(area=town.north), by=town.organisation)
        theirs.area = town.street
        with refused("not_found", "area"):
            save_deadline(rule=theirs, by=street_keeper)

    def test_only_ones_own_ends(self, town, street_keeper, today):
        for_all = DeadlineRule.objects.get(key="accept", area=None)
        with refused("not_found"):
            perform_one(deadline_rules, "end", pk=for_all.pk, by=street_keeper, active_to=today)
        with refused("not_own"):
            perform_one(deadline_rules, "end", pk=for_all.pk, by=town.organisation, active_to=today)
        own = save_deadline(rule=rule(area=town.street), by=street_keeper)
        with refused("past", "active_to"):
            perform_one(deadline_rules, "end", pk=own.pk, by=street_keeper, active_to=today - timedelta(days=1))


class TestSecondPerson:
    def test_what_one_proposes_does_not_hold(self, proposed, today):
        assert proposed.state == RuleState.PROPOSED
        assert DeadlineBook().number("keep_words", today + WAIT * 2) == 40

    def test_the_same_person_is_refused_and_a_second_confirms(self, town, proposed, second, today):
        with refused("own_proposal"):
            perform_one(deadline_rules, "confirm", pk=proposed.pk, by=town.organisation)
        done = perform_one(deadline_rules, "confirm", pk=proposed.pk, by=second)
        assert (done.state, done.entered_by, done.decided_by) == (RuleState.PUBLISHED, town.organisation, second)
        book = DeadlineBook()
        assert [book.number("keep_words", today + WAIT + timedelta(days=days)) for days in (-1, 0)] == [40, 25]
        assert ActStep.objects.of("orgtree.deadlinerule", done.pk).get().by == second
        trail = DeadlineRule.pgh_event_model.objects.filter(pgh_obj_id=done.pk).order_by("pgh_id")
        assert [(line.entered_by_id, line.decided_by_id) for line in trail] == [
            (town.organisation.pk, None),
            (town.organisation.pk, second.pk),
        ]
        assert Notice.objects.get(user=town.organisation).title == "缩短保存期限已由第二人确认"

    def test_the_wait_runs_from_the_second_persons_word(self, proposed, second, today, time_machine):
        time_machine.move_to(timezone.now() + timedelta(days=20))
        done = perform_one(deadline_rules, "confirm", pk=proposed.pk, by=second)
        assert done.active_from == today + timedelta(days=20) + WAIT

    def test_a_keeper_of_less_ground_is_no_second(self, proposed, street_keeper):
        with refused("not_found"):
            perform_one(deadline_rules, "confirm", pk=proposed.pk, by=street_keeper)

    def test_whoever_edits_the_proposal_proposes_it(self, town, proposed, second):
        proposed.number = 26
        save_deadline(rule=proposed, by=second)
        with refused("own_proposal"):
            perform_one(deadline_rules, "confirm", pk=proposed.pk, by=second)
        assert perform_one(deadline_rules, "confirm", pk=proposed.pk, by=town.organisation).number == 26

    def test_no_way_around(self, town, second, street_keeper, today):
        """Neither by a longer rule to come, nor by giving one's own back, nor by shortening what has not begun."""
        later = save_deadline(rule=rule("keep_words", 60, "month", active_from=today + WAIT), by=town.organisation)
        after = rule("keep_words", 50, "month", active_from=today + WAIT * 2)
        assert save_deadline(rule=after, by=town.organisation).state == RuleState.PROPOSED
        own = save_deadline(rule=rule("keep_words", 100, "month", area=town.street), by=street_keeper)
        with refused("shorter", "active_to"):
            perform_one(deadline_rules, "end", pk=own.pk, by=street_keeper, active_to=today + WAIT * 3)
        later.number = 24
        assert save_deadline(rule=later, by=town.organisation).state == RuleState.PROPOSED

    def test_control_longer_needs_nobody(self, town, today):
        assert save_deadline(rule=rule("keep_words", 200, "month"), by=town.organisation).state == RuleState.PUBLISHED
        assert (
            save_deadline(rule=rule(number=1), by=town.organisation).state == RuleState.PUBLISHED
        )  # not about keeping

    def test_declined_it_holds_nowhere_and_says_why(self, proposed, second, today):
        done = perform_one(deadline_rules, "decline", pk=proposed.pk, by=second, reason="档案还用得着")
        assert done.state == RuleState.DECLINED
        assert DeadlineBook().number("keep_words", today + WAIT * 2) == 40
        with refused("in_force", "active_from"):
            save_deadline(rule=done, by=second)


class TestPages:
    def test_what_holds_here_and_a_copy_to_edit(self, town, street_keeper, client):
        client.force_login(street_keeper)
        page = client.get(PAGE).content.decode()
        assert "今天在城关街道适用的" in page
        assert "沿用上级（全部地区）" in page
        copied = f"{PAGE}add/?area={town.street.pk}&key=accept&number=5&unit=workday"
        assert copied.replace("&", "&amp;") in page
        form = client.get(copied).content.decode()
        assert 'value="5"' in form
        begins, ends = (timezone.localdate() + timedelta(days=days) for days in (30, 180))
        data = {"area": town.street.pk, "key": "accept", "number": "3", "unit": "workday", "active_from": begins}
        assert client.post(f"{PAGE}add/", data).url == PAGE
        own = DeadlineRule.objects.get(area=town.street)
        assert client.post(f"{PAGE}{own.pk}/act/end/", {"active_to": ends}).status_code == 302
        own.refresh_from_db()
        assert own.active_to == ends
        assert "请选择适用区域" in client.post(f"{PAGE}add/", data | {"area": ""}).content.decode()

    def test_others_look_and_do_not_touch(self, town, client):
        client.force_login(town.secretary)
        page = client.get(PAGE).content.decode()
        assert "沿用上级（全部地区）" in page
        assert "本级另定" not in page
        assert client.get(f"{PAGE}add/").status_code == 403

    def test_the_second_person_presses_a_button(self, town, proposed, second, client):
        client.force_login(second)
        assert "确认缩短" in client.get(f"{PAGE}{proposed.pk}/change/").content.decode()
        client.post(f"{PAGE}{proposed.pk}/act/confirm/")
        proposed.refresh_from_db()
        assert proposed.state == RuleState.PUBLISHED

    def test_it_stands_on_the_desk_of_the_second_and_not_of_the_first(self, town, proposed, second, client):
        assert [queue.card.key for queue in home_of(second).mine] == ["shorter_keeping"]
        assert "shorter_keeping" not in [queue.card.key for queue in home_of(town.organisation).mine]

    def test_whoever_shortens_is_told_of_the_second_person(self, town, today, client):
        client.force_login(town.organisation)
        data = {"area": "", "key": "keep_words", "number": "30", "unit": "month", "active_from": f"{today + WAIT}"}
        page = client.post(f"{PAGE}add/", data, follow=True).content.decode()
        assert "须由另一位能维护该区域规则的人确认" in page
        row = DeadlineRule.objects.get(state=RuleState.PROPOSED)
        assert "全部地区" in client.get(f"{PAGE}{row.pk}/change/").content.decode()

    def test_by_api(self, town, proposed, second):
        found = Api(town.secretary).get("deadlines/?state=proposed").json()["results"]
        assert [(row["id"], row["area"], row["label"]) for row in found] == [
            (proposed.pk, None, "保存积分的依据、说明和附件")
        ]
        assert Api(town.secretary).post(f"deadlines/{proposed.pk}/confirm/", {}).status_code == 404
        assert Api(second).post(f"deadlines/{proposed.pk}/confirm/", {}).json()["state"] == "published"
        other = Api(second).post(f"deadlines/{proposed.pk}/decline/", {"reason": "不同意"})
        assert other.status_code == 409


def test_rows_and_history_move_with_their_ids():
    """On the tables as they were: the history keeps its lines, and none is added by the move."""
    move = importlib.import_module("volunteers.migrations.0005_deadlines_to_ground").move
    events = DeadlineRule.pgh_event_model
    with connection.cursor() as cursor, connection.schema_editor() as editor:
        columns = "id bigint, key text, number int, unit text, active_from date"
        cursor.execute(f"CREATE TABLE volunteers_deadlinerule ({columns})")
        cursor.execute(
            "CREATE TABLE volunteers_deadlineruleevent (pgh_id int, pgh_created_at timestamptz, pgh_label text,"
            f" pgh_obj_id bigint, pgh_context_id uuid, {columns})"
        )
        row = "900001, 'accept', 7, 'day', '2024-02-01'"
        cursor.execute(f"INSERT INTO volunteers_deadlinerule VALUES ({row})")  # noqa: S608
        line = f"900001, '2024-01-31 08:00+08', 'insert', 900001, NULL, {row}"
        cursor.execute(f"INSERT INTO volunteers_deadlineruleevent VALUES ({line})")  # noqa: S608
        move(None, editor)
        cursor.execute("DROP TABLE volunteers_deadlinerule, volunteers_deadlineruleevent")
    moved = DeadlineRule.objects.get(pk=900001)
    assert (moved.area, moved.number, moved.state) == (None, 7, RuleState.PUBLISHED)
    assert events.objects.get(pgh_obj_id=900001).pgh_id == 900001
    assert rule(area=None, number=8).save() is None  # the sequences go on behind the moved rows
    assert DeadlineRule.objects.latest("pk").pk == 900002
    assert events.objects.latest("pgh_id").pgh_id == 900002
