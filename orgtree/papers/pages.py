"""The public check of a paper: number and code in, what the noun shows of the paper out."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from orgtree.papers.forms import CheckForm
from orgtree.papers.models import PaperQuerySet
from orgtree.web.open_forms import Guard

# A hall or a personnel office is one address.
CHECK = Guard("paper-check", most=100, everywhere=3_000, seconds=3600, largest=8 * 1024)


@dataclass(frozen=True)
class Check:
    """What was asked on the page, and the paper that was found; `is_unknown`: a whole question, and no such paper."""

    form: Any
    paper: Any = None
    is_unknown: bool = False


def check_paper(request: HttpRequest, *kinds: PaperQuerySet, **told: str) -> Check:
    """The check that is posted, for a code in an address gets into logs and histories; else an empty form. `told` as of CheckForm.

    Several kinds may share a page: their numbers begin differently.
    """
    if request.method != "POST":
        return Check(CheckForm(**told))
    form = CheckForm(request.POST, **told)
    if not form.is_valid():
        return Check(form)
    found = (papers.checked(**form.cleaned_data) for papers in kinds)
    paper = next((paper for paper in found if paper), None)
    return Check(form, paper, paper is None)
