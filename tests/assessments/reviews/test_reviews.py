"""Reviews through services and pages: a fixed roll, votes twice, judgement apart, each told; sealed, masked, forgotten in time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments.models import Review, Reviewed
from assessments.reviews.choices import ReviewState
from assessments.reviews.lists import reviewed_list
from assessments.reviews.services.beside import facts_beside
from assessments.reviews.services.entering import Papers, count_votes, decide_grades, list_members
from assessments.reviews.services.keeping import forget_names
from orgtree.acts import make, perform_one
from orgtree.models import ActStep, Notice, User
from tests.assessments.reviews.makers import (
    GRADES,
    NAMES,
    PAPERS,
    REMARKS,
    VOTES,
    branch,
    closed,
    colleague,
    counted,
    decided,
    entered,
    listed,
    of_the_member,
    opened,
    preparing,
    review_acts,
    reviewed_acts,
    said,
    told,
)
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def desk_of(user):
    return signed_in(User.objects.get(pk=user.pk))


# --- The roll -------------------------------------------------------------------------------------------------------------


def test_one_review_a_branch_and_year(town):
    first = make(review_acts, "start", by=town.secretary, **said(town)).row
    assert make(review_acts, "start", by=town.secretary, **said(town)).row == first
    with refused("review_known", "branch"):
        make(review_acts, "start", by=colleague(town), **said(town))
    for stranger in (town.west_secretary, town.organisation, town.clerk):
        with refused("not_found", "branch"):
            make(review_acts, "start", by=stranger, **said(town))
    perform_one(review_acts, "void", pk=first.pk, by=town.secretary, reason="年度有误")
    make(review_acts, "start", by=colleague(town), **said(town))  # control


def test_the_roll_is_fixed_and_sealed(town):
    review = preparing(town)
    with refused("roll"):
        perform_one(review_acts, "fix", pk=review.pk, by=town.secretary)
    for typed in ("", "张三\n张三", "13812345678", "张" * 21):
        with refused("names", "names"):
            list_members(review_id=review.pk, typed=typed, by=town.secretary)
    list_members(review_id=review.pk, typed="张三\n王五\n", by=town.secretary)
    review = list_members(review_id=review.pk, typed="张三\n李　四", by=town.secretary)
    assert [row.name for row in review.roll.all()] == ["张三", "李四"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM assessments_reviewed")
        assert not any("张" in name for (name,) in cursor.fetchall())
    review = perform_one(review_acts, "fix", pk=review.pk, by=town.secretary)
    assert review.members == 2
    with refused("wrong_state"):
        list_members(review_id=review.pk, typed="张三", by=town.secretary)


# --- Votes ----------------------------------------------------------------------------------------------------------------


def test_votes_stand_when_two_people_say_the_same(town):
    review = entered(town)
    with refused("second_person"):
        count_votes(review_id=review.pk, papers=PAPERS, typed=VOTES, by=town.secretary)
    other = colleague(town)
    with refused("unequal", "votes-3", message="第3号"):
        count_votes(review_id=review.pk, papers=PAPERS, typed=VOTES | {3: "1 5 0 0"}, by=other)
    with refused("unequal", "issued"):
        count_votes(review_id=review.pk, papers=Papers(7, 6, 6), typed=VOTES, by=other)
    assert not Reviewed.objects.exclude(excellent=None).exists()
    review = count_votes(review_id=review.pk, papers=PAPERS, typed=VOTES, by=other)
    assert review.state == ReviewState.COUNTED
    assert Review.objects.get(pk=review.pk).first_votes == {}
    assert review.roll.get(serial=1).votes_told == "优秀5、合格1、基本合格0、不合格0"


def test_the_second_does_not_see_the_first_and_loses_nothing(town):
    review = opened(town)
    page = reverse("review-votes", args=[review.pk])
    sent = {"issued": "7", "returned": "7", "valid": "6"} | {
        f"votes-{serial}": typed for serial, typed in VOTES.items()
    }
    first = desk_of(town.secretary)
    wrong = first.post(page, sent | {"votes-2": "4 9 0 0"}).content.decode()
    assert "2号：四项共13票，多于有效票6张" in wrong
    assert 'value="5 1 0 0"' in wrong
    assert first.post(page, sent).status_code == 302
    other = desk_of(colleague(town))
    blank = other.get(page).content.decode()
    assert "5 1 0 0" not in blank
    assert other.post(page, sent).status_code == 302
    assert Review.objects.get(pk=review.pk).state == ReviewState.COUNTED


def test_wrong_votes_are_entered_anew(town):
    review = entered(town)
    review = perform_one(review_acts, "redo", pk=review.pk, by=colleague(town))
    assert (review.state, review.first_votes) == (ReviewState.OPEN, {})


# --- Judgement ------------------------------------------------------------------------------------------------------------


def test_more_excellent_than_a_third_are_refused_with_the_number(town):
    review = counted(town)
    told_on = {"review_id": review.pk, "decided_on": timezone.localdate(), "by": town.secretary}
    with refused("quota", "grades", message="参评7人，优秀最多2人.*现为3人"):
        decide_grades(**told_on, grades=GRADES | {3: "excellent"}, remarks=REMARKS | {3: "表现突出"})
    with refused("remark", "grade-7"):
        decide_grades(**told_on, grades=GRADES, remarks={})
    with refused("remark", "grade-1", message="得票最多的不同"):
        decide_grades(**told_on, grades=GRADES | {1: "qualified"}, remarks=REMARKS)
    with refused("grade", "grade-4"):
        decide_grades(**told_on, grades={**GRADES, 4: ""}, remarks=REMARKS)
    assert not Reviewed.objects.exclude(grade="").exists()
    decide_grades(**told_on, grades=GRADES | {1: "qualified"}, remarks=REMARKS | {1: "受到党纪处分"})
    row = review.roll.get(serial=1)
    assert (row.excellent, row.grade) == (5, "qualified")  # votes stand as they were


def test_failed_is_only_recorded(town):
    review = decided(town)
    row = review.roll.get(serial=7)
    page = desk_of(town.secretary).get(f"/desk/assessments/reviewed/{row.pk}/change/").content.decode()
    assert "不合格只作记录，处置须由党组织另行按程序办理" in page
    assert "长期不参加组织生活" in page
    roll = desk_of(town.secretary).get(f"/desk/assessments/reviewed/?review__id__exact={review.pk}")
    assert roll.status_code == 200
    assert "吴七" in roll.content.decode()
    assert ActStep.objects.of("assessments.reviewed", row.pk).values_list("act", flat=True)[0] in {"list", "grade"}


def test_service_stands_beside_and_feeds_nothing(town, member):
    review = counted(town)
    row = of_the_member(review, member)
    assert facts_beside([row], review.year)[member.pk].startswith("本年没有服务记录，积分")
    page = desk_of(town.secretary).get(reverse("review-decide", args=[review.pk])).content.decode()
    assert "本年没有服务记录" in page
    assert "不计入评议" in page
    fields = {field.name for field in Reviewed._meta.get_fields()}
    assert not {name for name in fields if "point" in name or "hour" in name or "score" in name or "rank" in name}


# --- Told, kept, forgotten --------------------------------------------------------------------------------------------------


def test_each_is_told_before_the_end(town, member):
    review = decided(town)
    row = of_the_member(review, member)
    with refused("untold"):
        perform_one(review_acts, "close", pk=review.pk, by=town.secretary)
    row = perform_one(reviewed_acts, "tell", pk=row.pk, by=town.secretary)
    assert row.told_at
    notice = Notice.objects.get(user=member.user, title="民主评议结果告知")
    assert "优秀" in notice.text
    assert "王二" not in notice.text


def test_the_member_has_it_in_their_copy_and_nobody_elses(town, member):
    review = told(town)
    of_the_member(review, member)
    section = reviewed_list.own_data().section(member)
    assert len(section.rows) == 1
    assert "优秀" in str(section.rows)
    assert "王二" not in str(section.rows)


def test_who_it_is_on_the_platform_is_said_by_name(town, member):
    review = listed(town)
    row = review.roll.get(serial=1)
    with refused("member", "member"):
        perform_one(reviewed_acts, "identify", pk=row.pk, by=town.secretary, member=member)
    row.name = member.name
    row.save()
    assert perform_one(reviewed_acts, "identify", pk=row.pk, by=town.secretary, member=member).member == member


def test_names_are_masked_in_the_workbook_which_asks_why(town):
    told(town)
    desk = desk_of(town.secretary)
    asked = desk.get("/desk/assessments/reviewed/sheet/")
    assert "事由" in asked.content.decode()
    headings = [column.label for column in reviewed_list.sheet_columns()]
    assert headings.count("姓名") == 1
    assert [column.value(Reviewed.objects.get(serial=2)) for column in reviewed_list.pick("masked_name")] == ["王*"]


def test_nobody_else_reads_a_roll(town):
    review = told(town)
    for stranger in (town.west_secretary, town.organisation, town.clerk, town.auditor):
        assert not Reviewed.objects.allowed(stranger, "member_review").exists()
        assert desk_of(stranger).get(reverse("review-votes", args=[review.pk])).status_code == 404
    listed_by = list(reviewed_list.order)
    assert not [name for name in listed_by if name.strip("-") in {"excellent", "grade", "failed"}]


def test_names_go_when_their_term_is_over(town):
    review = closed(town)
    assert forget_names(today=timezone.localdate()) == 0
    assert forget_names(today=timezone.localdate() + timedelta(days=5 * 366)) == len(NAMES)
    row = review.roll.get(serial=1)
    assert (row.name, row.member, row.grade) == ("", None, "excellent")


def test_a_branch_of_two_has_no_excellent(town):
    review = opened(town, names=NAMES[:2])
    page = desk_of(town.secretary).get(f"/desk/assessments/review/{review.pk}/change/").content.decode()
    assert "最多0人" in page
    assert branch(town) is not None
