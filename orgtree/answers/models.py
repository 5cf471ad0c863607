"""Bases of answers without names: the counters of one row, and a few words beside them."""

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import ClassVar

from django.db import models
from django.db.models import F

from orgtree.answers.rules import LEAST, LONGEST, PLEASED
from orgtree.scope.models.rows import ScopedQuerySet


class AnswersQuerySet(ScopedQuerySet):
    def enough(self):
        """Those with so many answers that nobody's can be guessed, with their `answers` and how many of them `pleased`."""
        counted = self.annotate(answers=_sum_of(self.model.scale), pleased=_sum_of(self.model.pleasing))
        return counted.filter(answers__gte=LEAST)

    def add_one(self, choice: str, most: int | None) -> bool:
        """Count one more on each of these rows; False where there are `most` already, also when many come at once."""
        rows = self if most is None else self.alias(all=_sum_of(self.model.scale)).filter(all__lt=most)
        return bool(rows.update(**{choice: F(choice) + 1}))


def _sum_of(counters: Iterable[str]):
    return reduce(add, (F(counter) for counter in counters))


class Answers(models.Model):
    """Base of the counters of one row: who answered, when and from where is nowhere written, so there is no audit trail either.

    A subclass names its one-to-one key to what is answered about (`about`), and its scale, best first: each a counter of
    its own. `pleasing` are those that count as content. Words have a table of their own (`AnswerWords`), or there are none.
    """

    about: ClassVar[str]
    scale: ClassVar[dict[str, str]]
    pleasing: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @classmethod
    def takes_words(cls) -> bool:
        return hasattr(cls, "remarks")

    @property
    def most(self) -> int | None:
        """How many answers there can be: no more than people were served. None where each answer is somebody's own by its way in."""
        return None

    @property
    def total(self) -> int:
        return sum(getattr(self, counter) for counter in self.scale)

    @property
    def is_shown(self) -> bool:
        return self.total >= LEAST

    @property
    def shown(self) -> list[tuple[str, int]]:
        """(words, how many) of the whole scale; nothing before there are enough."""
        return [(words, getattr(self, counter)) for counter, words in self.scale.items()] if self.is_shown else []

    @property
    def shown_remarks(self) -> Iterable["AnswerWords"]:
        """What was said; nothing before there are enough."""
        return self.remarks.all() if self.is_shown and self.takes_words() else ()


class PleasedAnswers(Answers):
    """Counters of the usual three answers: 满意, 基本满意, 不满意."""

    scale = PLEASED
    pleasing = ("good", "fair")

    good = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    poor = models.PositiveIntegerField("不满意", default=0)

    class Meta:
        abstract = True


class AnswerWords(models.Model):
    """Base of a few words: a key to the counters, named `remarks` from there, and the text.

    Read in the order of the words, so that no order of arrival is told.
    """

    text = models.CharField("留言", max_length=LONGEST)

    class Meta:
        abstract = True
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text
