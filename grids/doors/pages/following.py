"""Whoever told of something follows it: by number and code, or by the address that both lead to; and says what became of it."""

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from grids.cases.models import Report
from grids.cases.services.reports import report_acts
from grids.cases.services.requests import why_excluded
from grids.cases.services.told import tell_clocks
from grids.doors.forms import FindForm
from grids.doors.services import following, rating
from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.links import link_page, open_link
from orgtree.web.open_forms import Guard, guard_form

# Eight digits, tried thirty times an hour from one address: a year of trying finds one in three hundred and eighty.
FIND = Guard("case-find", most=30, everywhere=2_000, seconds=3600, largest=4 * 1024)
FOLLOW = Guard("case-followed", most=120, everywhere=4_000, seconds=3600, largest=8 * 1024)


@guard_form(FIND)
@csrf_exempt  # who is asked by a foreign page learns nothing: the answer is the asker's alone
def find(request):
    """The number and the code; both right lead to the page, anything else says so and no more."""
    form = FindForm(request.POST or None)
    if form.is_valid():
        report = following.find_report(form.cleaned_data["number"], form.cleaned_data["code"])
        if report:
            return open_link(following.page_of(report))
        form.add_error("code", "编号和查询码对不上，请核对")
    return render(request, "grids/doors/find.html", {"form": form})


@does(report_acts, "rate")
@guard_form(FOLLOW)
@csrf_exempt  # its cookie is sent by no foreign form (SameSite): whoever has the address may do it, nobody else
@link_page(following.report_of, exchanged=True)
def followed(request, report: Report, token: str):
    """How far it is, who has it, by when, how the time was counted, what was answered; and the asker's word."""
    said = error = ""
    if request.method == "POST":
        try:
            said = rating.rate_by_page(report=report, key=request.POST.get("rate", "")).done
        except RuleBroken as refused:
            error = refused.message
        report = following.report_by_key(report.pk)
    case = report.case
    context = {
        "report": report,
        "case": case,
        "told": following.state_told(report),
        "code": following.code_of(report),
        "holder": following.holder_told(case),
        "is_merged": report.first_case_id != report.case_id,
        "answer": report.reply,
        "why_excluded": why_excluded(case),
        "clocks": tell_clocks(case),
        "may_rate": rating.may_rate(report),
        "rates": {key: one.label for key, one in rating.ANSWERS.items()},
        "said": said,
        "error": error,
    }
    reply = render(request, "grids/doors/followed.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply
