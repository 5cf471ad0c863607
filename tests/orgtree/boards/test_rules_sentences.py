"""Sentences with figures in braces: what is read, what is refused."""

import pytest

from orgtree.boards.rules import Piece, Unreadable, check_sentence, figures_in, pieces_of, renamed

KNOWN = {"volunteers.reported", "volunteers.hours"}


def test_a_sentence_is_cut_at_its_braces():
    assert pieces_of("{place}有{ volunteers.reported }名。") == [
        Piece(name="place"),
        Piece(text="有"),
        Piece(name="volunteers.reported"),
        Piece(text="名。"),
    ]
    assert figures_in("{place}{volunteers.hours}小时，{volunteers.hours}") == ["volunteers.hours", "volunteers.hours"]
    assert pieces_of("") == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("有{volunteers.reported名", "成对"),
        ("有volunteers.reported}名", "成对"),
        ("有{{volunteers.reported}}名", "成对"),
        ("有{}名", "须写指标名称"),
        ("有{ }名{volunteers.hours}", "须写指标名称"),
        ("没有数字", "至少要有一个指标"),
        ("{place}在{period}", "至少要有一个指标"),
        ("有{volunteers.nothing}名", "volunteers.nothing"),
    ],
)
def test_what_means_nothing_is_refused(sentence, words):
    with pytest.raises(Unreadable, match=words):
        check_sentence(sentence, known=KNOWN)


def test_what_means_something_is_not():
    check_sentence("{place}有{volunteers.reported}名", known=KNOWN)


def test_braces_are_called_otherwise_where_the_name_is_known():
    names = {"volunteers.reported": "在职党员报到", "place": "区域名称"}
    sentence = "{place}有{ volunteers.reported }名，{volunteers.hours}小时"
    assert renamed(sentence, names) == "{区域名称}有{在职党员报到}名，{volunteers.hours}小时"
    assert renamed("没有花括号", names) == "没有花括号"
