"""The public page of an answer: behind a signed address, without signing in, guarded like every open form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from orgtree.answers.forms import AnswerForm
from orgtree.answers.models import Answers
from orgtree.answers.rules import LEAST, PER_LINK
from orgtree.answers.services import count_answer
from orgtree.errors import RuleBroken
from orgtree.links import link_page
from orgtree.web.open_forms import Guard, guard_form


def answer_page(
    name: str, kind: type[Answers], find: Callable[[str], Any], *, question: str, template: str, closed: str
) -> Callable[..., HttpResponse]:
    """The view of a noun's answers. `find(token)` gives the row that may be answered about now, else None: the page `closed`.

    One link takes PER_LINK answers a minute, wherever they come from.

    `template` extends orgtree/answers/answer.html and says what `row` is. `name` is that of the guard: no two share one.
    """

    of_link = Guard(f"{name}-link", most=PER_LINK, everywhere=2_000, seconds=60)

    @guard_form(Guard(name, most=60, everywhere=2_000, seconds=600, largest=8 * 1024))
    @csrf_exempt  # no cookie is set here, so there is nothing that a foreign page could borrow
    @link_page(find, closed=closed)
    def answer(request: HttpRequest, row: Any, token: str) -> HttpResponse:
        form = AnswerForm(kind, question, request.POST or None)
        done = request.method == "POST" and form.is_valid() and _is_taken(form, kind, row, of_link)
        context = {"form": form, "row": row, "done": done, "least": LEAST}
        return render(request, template, context)

    return answer


def _is_taken(form: AnswerForm, kind: type[Answers], row: Any, of_link: Guard) -> bool:
    data = form.cleaned_data
    try:
        if not of_link.lets_in(str(row.pk)):
            raise RuleBroken("answers_often", "此刻评价的人太多，没有计入，请过一分钟再提交")
        count_answer(kind, row, choice=data["answer"], remark=data.get("remark", ""), once=data["once"])
    except RuleBroken as error:
        form.refuse(error)
        return False
    return True
