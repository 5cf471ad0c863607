"""The public check of a paper: number and code in, what the noun shows of the paper out."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from orgtree.papers.forms import CheckForm
from orgtree.papers.models import PaperQuerySet


@dataclass(frozen=True)
class Check:
    """What was asked on the page, and the paper that was found; `is_unknown`: a whole question, and no such paper."""

    form: Any
    paper: Any = None
    is_unknown: bool = False


def check_paper(request: HttpRequest, papers: PaperQuerySet, **told: str) -> Check:
    """The check that the address asks for; an empty form where it asks for none. `told` as of CheckForm."""
    if not {"number", "code"} & request.GET.keys():
        return Check(CheckForm(**told))
    form = CheckForm(request.GET, **told)
    if not form.is_valid():
        return Check(form)
    paper = papers.checked(**form.cleaned_data)
    return Check(form, paper, paper is None)
