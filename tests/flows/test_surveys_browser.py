"""A household answers in five taps; two clerks type sixty sheets of paper; a branch's votes and grades fit on one page each."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Review, Reviewed, SurveyBatch, SurveyTally
from assessments.surveys.services.answering import LINK
from tests.assessments.reviews import makers as reviews
from tests.assessments.surveys.makers import colleague, one_grid, opened
from tests.browser import faults, sign_in


def test_a_household_answers_in_five_taps(committed_town, phone):
    household = opened(committed_town).households.first()
    phone.goto(reverse("survey-answer", args=[LINK.token(household.pk)]))
    assert faults(phone) == []
    taps = [f"label[for='{name}']" for name in ("id_one_0", "id_two_1", "id_three_0", "id_inside_0")]
    for tap in taps:
        phone.locator(tap).tap()
    phone.get_by_role("button", name="提交").tap()
    expect(phone.get_by_text("本户的答卷已收到，谢谢！")).to_be_visible()
    assert faults(phone) == []
    assert len(taps) + 1 == 5
    tally = SurveyTally.objects.get()
    assert (tally.one, tally.two, tally.three, tally.is_inside) == ("good", "fair", "good", False)
    phone.reload()
    expect(phone.get_by_text("每户一份")).to_be_visible()
    expect(phone.get_by_role("button", name="提交")).to_have_count(0)


def typed_by(page, address: str, numbers: str, first: str, answer: str, count: int) -> None:
    """The numbers, then sheet after sheet without the mouse: each is left by itself when its digits are there."""
    page.goto(address)
    page.get_by_label("问卷编号").fill(numbers)
    page.get_by_role("button", name=first).click()
    page.get_by_label("第1份", exact=True).focus()
    page.keyboard.type(answer * count)


def test_two_clerks_type_sixty_sheets(committed_town, desktop):
    survey = opened(committed_town)
    ours = one_grid(survey)[:60]
    numbers = f"{ours[0]}-{ours[-1]}"
    sign_in(desktop, "jiedao")
    typed_by(desktop, reverse("survey-paper", args=[survey.pk]), numbers, "下一步", "12131", 60)
    assert desktop.get_by_label("第60份").input_value() == "12131"
    assert faults(desktop) == []
    desktop.get_by_role("button", name="保存，交另一人再录").click()
    expect(desktop.get_by_text("第一次录入60份")).to_be_visible()
    batch = SurveyBatch.objects.get()
    other = colleague(committed_town)
    other.set_password("Town-pass-2026")
    other.save()
    desktop.context.clear_cookies()
    sign_in(desktop, "jiedao2")
    desktop.goto(reverse("survey-second", args=[batch.pk]))
    expect(desktop.get_by_label("第60份")).to_have_value("")
    desktop.get_by_label("问卷编号").fill(numbers)
    desktop.get_by_label("第1份", exact=True).focus()
    desktop.keyboard.type("12131" * 59 + "12132")
    desktop.get_by_role("button", name="核对并计入").click()
    expect(desktop.get_by_text("第60份与第一次录入的不同")).to_be_visible()
    desktop.get_by_label("第60份").fill("12131")
    desktop.get_by_role("button", name="核对并计入").click()
    expect(desktop.get_by_text("两次录入一致，60份已计入")).to_be_visible()
    assert SurveyTally.objects.get().count == 60


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_branch_decides_on_one_page(committed_town, request, size):
    page = request.getfixturevalue(size)
    review = reviews.counted(committed_town)
    sign_in(page, "dongyuan")
    page.goto(reverse("review-decide", args=[review.pk]))
    assert faults(page) == []
    page.get_by_label("评定会议日期").fill(f"{timezone.localdate()}")
    for serial, grade in reviews.GRADES.items():
        page.locator(f"#grade-{serial}").select_option("excellent" if serial == 3 else grade)
    page.locator("#remark-3").fill("表现突出")
    page.locator("#remark-7").fill("长期不参加组织生活")
    page.get_by_role("button", name="登记评定").click()
    expect(page.get_by_text("优秀最多2人（三分之一，不进位），现为3人")).to_be_visible()
    assert faults(page) == []
    page.locator("#grade-3").select_option("qualified")
    page.get_by_role("button", name="登记评定").click()
    expect(page.get_by_text("评定已登记，请逐人告知并登记告知")).to_be_visible()
    assert Review.objects.get(pk=review.pk).state == "decided"
    assert Reviewed.objects.filter(grade="excellent").count() == 2
