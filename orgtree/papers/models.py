"""The base of what is handed out on paper and can be checked by anybody who holds it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.crypto import constant_time_compare

from orgtree.papers.rules import digest_of, is_code_from, written_code
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.text.rules.written.marks import narrow


class PaperQuerySet(ScopedQuerySet):
    def handed_out(self) -> Self:
        """Those that have a number and a code, and can be checked."""
        raise NotImplementedError

    def numbered(self, number: str) -> Self:
        """The one with this number as it is printed, however it is typed; none for what is no number."""
        return self.filter(number=number.strip())

    def checked(self, *, number: str, code: str):
        """The paper with this number, if the code is its own; None otherwise, and never which of the two was wrong.

        A phone's keyboard may write both full width.
        """
        paper = self.handed_out().numbered(narrow(number)).first()
        return paper if paper and paper.has_code(narrow(code)) else None


class Paper(models.Model):
    """Base of papers: a number and a code (columns, or read off), and a digest of what the paper says when it is handed out."""

    spaced: ClassVar[bool] = False
    number: Any
    code: Any

    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        abstract = True

    def sealed(self) -> Any:
        """All that the paper says, as plain values."""
        raise NotImplementedError

    def seal(self) -> None:
        """Put down the digest of what the paper says now."""
        self.digest = digest_of(self.sealed(), spaced=self.spaced)

    @property
    def is_as_sealed(self) -> bool:
        """Whether the row still says what the paper said when it was handed out."""
        return self.digest == digest_of(self.sealed(), spaced=self.spaced)

    def has_code(self, text: str) -> bool:
        """Whether `text`, as a person typed it, is the paper's own code."""
        return bool(self.code) and constant_time_compare(self.code, written_code(text))


class DigestCodePaper(Paper):
    """A paper whose code is the beginning of its digest."""

    class Meta:
        abstract = True

    def has_code(self, text: str) -> bool:
        return bool(self.digest) and is_code_from(self.digest, text)
