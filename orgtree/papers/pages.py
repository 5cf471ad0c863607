"""The public check of a paper: number and code in, what the noun shows of the paper out."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from orgtree.papers.models import PaperQuerySet


@dataclass(frozen=True)
class Check:
    """What was asked on the page, and the paper that was found; `is_unknown`: a whole question, and no such paper."""

    form: Any
    paper: Any = None
    is_unknown: bool = False


def check_paper(request: HttpRequest, form_class: type, papers: PaperQuerySet) -> Check:
    """The check that the address asks for; an empty form where it asks for none."""
    if not {"number", "code"} & request.GET.keys():
        return Check(form_class())
    form = form_class(request.GET)
    if not form.is_valid():
        return Check(form)
    paper = papers.checked(**form.cleaned_data)
    return Check(form, paper, paper is None)
