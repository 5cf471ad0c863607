"""Answers without names: an app of a higher floor counts them on its own scale, with a page of its own."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from redis.exceptions import ConnectionError as RedisAway

from orgtree.answers.pages import answer_page
from orgtree.answers.rules import LEAST, PER_LINK, checked_remark, pleased_share
from orgtree.answers.services import count_answer, new_once_key
from orgtree.links import Link
from orgtree.models import TaskRemark
from orgtree.web import open_forms
from orgtree.web.open_forms import DECOY
from tests.upstairs.models import Matter, MatterAnswers, MatterWords, Offer, VenueAnswers
from tests.volunteers.refusals import refused
from tests.volunteers.test_races import at_once
from volunteers.models import EchoRemark, SessionEcho

MATTER = Link("upstairs-matter-answer")
ASKED = RequestFactory()


def find_matter(token: str) -> Matter | None:
    return Matter.objects.filter(pk=MATTER.key(token)).first()


answer_matter = answer_page(
    "upstairs-answer",
    MatterAnswers,
    find_matter,
    question="您对办理结果",
    template="orgtree/answers/answer.html",
    closed="volunteers/activities/answer_closed.html",
)


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def matter(town):
    return Matter.objects.create(area=town.east, title="路灯")


def asked(matter, **said) -> HttpResponse:
    request = ASKED.post("/x/", said) if said else ASKED.get("/x/")
    return answer_matter(request, token=MATTER.token(matter.pk))


# --- Rules ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pleased", "answers", "share"), [(4, 4, None), (0, 0, None), (5, 5, 100), (3, 6, 50), (0, 5, 0)]
)
def test_no_share_below_five_answers(pleased, answers, share):
    assert pleased_share(Decimal(pleased), Decimal(answers)) == share


def test_words_name_nobody():
    with refused("remark_private", "remark"):
        checked_remark("打我电话13800000000")
    with refused("remark", "remark"):
        checked_remark("好" * 61)
    assert checked_remark(" 服务很好 ") == "服务很好"


def test_one_link_takes_so_many_a_minute_and_another_goes_on(matter, town, monkeypatch):
    monkeypatch.setattr(open_forms, "time", lambda: 1_000_000.0)
    other = Matter.objects.create(area=town.east, title="井盖")
    choice = next(iter(MatterAnswers.scale))
    for number in range(PER_LINK):
        asked(matter, answer=choice, once=f"{number}", **{DECOY: ""})
    full = asked(matter, answer=choice, once="more")
    assert "请过一分钟再提交" in full.content.decode()
    assert MatterAnswers.objects.get(matter=matter).total == PER_LINK
    assert "谢谢您的评价" in asked(other, answer=choice, once="other").content.decode()
    monkeypatch.setattr(open_forms, "time", lambda: 1_000_060.0)
    assert "谢谢您的评价" in asked(matter, answer=choice, once="more").content.decode()


# --- Counting -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_shown_from_five_on_with_its_own_scale(matter):
    for choice in ("great", "great", "good", "weak"):
        count_answer(MatterAnswers, matter, choice=choice, remark="修得快")
    answers = MatterAnswers.objects.get()
    assert (answers.total, answers.shown, list(answers.shown_remarks)) == (4, [], [])
    assert not MatterAnswers.objects.enough().exists()
    count_answer(MatterAnswers, matter, choice="bad")
    answers.refresh_from_db()
    assert answers.shown == [("很好", 2), ("好", 1), ("一般", 1), ("差", 1)]
    assert [words.text for words in answers.shown_remarks] == ["修得快"] * 4
    [row] = MatterAnswers.objects.enough()
    assert (row.answers, row.pleased) == (LEAST, 3)


@pytest.mark.django_db
def test_what_is_not_on_the_scale_is_refused(matter):
    with refused("answer", "answer"):
        count_answer(MatterAnswers, matter, choice="fair")
    with refused("answer", "answer"):
        count_answer(MatterAnswers, matter, choice="id")  # a column, and no counter
    assert not MatterAnswers.objects.exists()


@pytest.mark.django_db
def test_a_noun_without_words_takes_none():
    offer = Offer.objects.create(size=1)
    with refused("remark", "remark"):
        count_answer(VenueAnswers, offer, choice="good", remark="很好")
    assert count_answer(VenueAnswers, offer, choice="good")
    assert (VenueAnswers.objects.get().total, VenueAnswers.objects.get().shown_remarks) == (1, ())


@pytest.mark.django_db
def test_a_second_tap_counts_once_and_without_the_cache_each(matter, monkeypatch):
    once = new_once_key()
    assert [count_answer(MatterAnswers, matter, choice="good", once=once) for _ in range(2)] == [True, False]

    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(cache, "add", away)
    assert count_answer(MatterAnswers, matter, choice="good", once=once)


@pytest.mark.django_db
def test_control_another_fault_of_the_cache_is_told(matter, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("no fault of the network")

    monkeypatch.setattr(cache, "add", broken)
    with pytest.raises(ValueError, match="no fault"):
        count_answer(MatterAnswers, matter, choice="good", once="x")


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_when_many_answer_at_once(committed_town):
    matter = Matter.objects.create(area=committed_town.east, title="路灯")
    calls = [lambda: count_answer(MatterAnswers, matter, choice="good")] * 6
    assert at_once(*calls) == [True] * 6
    assert MatterAnswers.objects.get().good == 6


def telling(model, *known: str) -> set[str]:
    """The columns that say more than what was answered, and how often."""
    return {field.name for field in model._meta.fields} - {"id", *known}


def test_who_and_when_is_nowhere_written():
    for kind in (MatterAnswers, VenueAnswers, SessionEcho):
        assert telling(kind, kind.about, *kind.scale) <= {"residents"}  # which is no answer
        assert not hasattr(kind, "pgh_event_model")
    assert telling(MatterWords, "text", "answers") == telling(EchoRemark, "text", "echo") == set()
    assert telling(TaskRemark, "text", "task") == {"at", "by"}  # the control: one that says both


# --- The page -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_its_page_asks_counts_and_thanks(matter):
    page = asked(matter).content.decode()
    assert ("您对办理结果" in page, "一般" in page, f'name="{DECOY}"' in page, "满5份评价后" in page) == (True,) * 4
    reply = asked(matter, answer="great", remark="灯亮了", once="k1")
    assert ("谢谢您的评价" in reply.content.decode(), len(reply.cookies)) == (True, 0)
    asked(matter, answer="great", remark="灯亮了", once="k1")
    assert (MatterAnswers.objects.get().great, MatterWords.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"answer": "", "once": "x"}, "请选择您对办理结果"),
        ({"answer": "fair"}, "选择一个有效的选项"),
        ({"answer": "good", "remark": "找13800000000"}, "手机号"),
    ],
)
def test_bad_answers_are_told_and_nothing_is_counted(matter, said, told):
    page = asked(matter, **said).content.decode()
    assert "谢谢您的评价" not in page
    assert told in page
    assert not MatterAnswers.objects.exists()


@pytest.mark.django_db
def test_another_token_opens_nothing_and_too_many_are_refused(matter):
    assert answer_matter(ASKED.get("/x/"), token="1~x").status_code == 404
    for _ in range(answer_matter.guard.most):
        answer_matter.guard.lets_in("127.0.0.1")
    assert asked(matter, answer="good").status_code == 429
    assert not MatterAnswers.objects.exists()


def test_the_page_carries_its_guard():
    assert (answer_matter.guard.name, answer_matter.csrf_exempt) == ("upstairs-answer", True)
