"""A member's feedback sheets: read before they go to the unit, replied to; and the check of a printed one by anyone."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from orgtree.acts import does, perform_one
from orgtree.papers.pages import CHECK, check_paper
from orgtree.sheets.documents import docx_response
from orgtree.text.rules.phones import masked_name
from orgtree.web.open_forms import guard_form
from volunteers.feedback.choices import FeedbackState
from volunteers.feedback.forms import ReplyForm
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.services import corrections, feedback_sheets
from volunteers.feedback.services.feedback_form import feedback_forms
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in


@member_page
def sheets(request):
    """All sheets that were shown to the member, the newest first."""
    mine = FeedbackSheet.objects.mine(request.user).select_related("community")
    return render(request, "volunteers/feedback/feedback.html", {"tab": "me", "sheets": mine})


@does(feedback_sheets, "reply")
@member_page
def sheet(request, pk: int):
    """One sheet as the unit will get it, or got it, with the reply while it can be given."""
    found = _mine_or_404(request, pk)
    form = ReplyForm(request.POST or None, initial={"agreed": _answer(found), "text": found.reply_text})
    reply = partial(perform_one, feedback_sheets, "reply", pk=pk, by=request.user)
    if do_in(request, form, reply, "已记下您的答复，社区签发前可以修改。"):
        return redirect("member-feedback-sheet", pk)
    context = {
        "tab": "me",
        "sheet": found,
        "shown": found.shown,
        "form": form if found.state in (FeedbackState.SHOWN, FeedbackState.REPLIED) else None,
        "corrections": corrections(found),
    }
    return render(request, "volunteers/feedback/feedback_sheet.html", context)


def _mine_or_404(request, pk: int) -> FeedbackSheet:
    mine = FeedbackSheet.objects.mine(request.user).select_related("member", "unit", "community")
    return get_object_or_404(mine, pk=pk)


def _answer(found: FeedbackSheet) -> str:
    return {True: "yes", False: "no", None: ""}[found.agreed]


@member_page
def form(request, pk: int):
    """The sheet as a document, for the member."""
    found = _mine_or_404(request, pk)
    return docx_response(request, f"反馈表-{found.stretch.slug}.docx", feedback_forms([found]))


@never_cache
@guard_form(CHECK)
def verify(request):
    """Whether a printed sheet is one that was signed here: number and code in, masked name and sums out."""
    told = {"number": "表头的编号，例如 FK00000012", "code": "表尾的16位校验码，横线可以不写"}
    asked = check_paper(request, FeedbackSheet.objects.all(), **told)
    context = {"form": asked.form, "asked": asked.is_unknown or asked.paper is not None, "sheet": asked.paper}
    if asked.paper:
        context |= {"name": masked_name(asked.paper.frozen["name"]), "shown": asked.paper.frozen}
    return render(request, "volunteers/feedback/feedback_verify.html", context)
