"""Published lists as a member of the community sees them, and objections to them or to one's own band."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.acts import does
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in
from volunteers.points.models.points import MemberYear, PointEntry
from volunteers.standing.forms.objection import ObjectionForm
from volunteers.standing.models.publication import Objection, PublicNotice
from volunteers.standing.services.objections import object_to_band, object_to_list, objection_acts


@member_page
def publications(request):
    """The lists in which the member has a line, newest first, and the member's objections."""
    context = {
        "tab": "points",
        "notices": PublicNotice.objects.for_member(request.member).select_related("area"),
        "objections": Objection.objects.mine(request.user).select_related("notice", "account"),
    }
    return render(request, "volunteers/standing/publications.html", context)


def _notice_or_404(request, pk: int) -> PublicNotice:
    return get_object_or_404(PublicNotice.objects.for_member(request.member).select_related("area"), pk=pk)


@member_page
def publication(request, pk: int):
    """One list by number; the member's own line is marked. Once it is over, only that line is left (公示期满即撤下)."""
    return _page(request, _notice_or_404(request, pk))


def _page(request, notice: PublicNotice, form: ObjectionForm | None = None):
    lines = list(notice.lines_for(request.member.pk))
    form = form or ObjectionForm(choices=_objects(request, notice, lines))
    context = {"tab": "points", "notice": notice, "lines": lines, "form": form, "today": timezone.localdate()}
    return render(request, "volunteers/standing/publication.html", context)


def _objects(request, notice: PublicNotice, lines) -> list[tuple[str, str]]:
    """The member's own entries of the quarter first, then the lines of the list."""
    entries = PointEntry.objects.mine(request.user).filter(account__year=notice.year, reverses__isnull=True).labelled()
    own = [entry for entry in entries if notice.period.holds(timezone.localdate(entry.occurred_at))]
    words = [
        (f"entry-{one.pk}", f"本人：{timezone.localdate(one.occurred_at):%-m月%-d日} {one.item_label}") for one in own
    ]
    return words + [
        (f"line-{line.pk}", f"名单第{number}行：{line.shown_name}") for number, line in enumerate(lines, start=1)
    ]


@does(objection_acts, "file")
@member_page
@require_POST
def object_to(request, pk: int):
    """File an objection to a line or to an own entry."""
    notice = _notice_or_404(request, pk)
    lines = list(notice.lines_for(request.member.pk))
    form = ObjectionForm(request.POST, choices=_objects(request, notice, lines))

    def file(about: str, text: str) -> Objection:
        kind, _, number = about.partition("-")
        return object_to_list(notice_id=notice.pk, text=text, by=request.user, **{f"{kind}_id": int(number)})

    if filed := do_in(request, form, file, _told):
        return redirect("member-objection", filed.pk)
    return _page(request, notice, form)


def _told(filed: Objection) -> str:
    return f"异议已提交，{filed.due_on:%-m月%-d日}前答复。"


@does(objection_acts, "file")
@member_page
def object_to_year(request, pk: int):
    """File an objection to the band of one's own year."""
    account = get_object_or_404(MemberYear.objects.mine(request.user).exclude(band=""), pk=pk)
    form = ObjectionForm(request.POST or None, choices=())
    if filed := do_in(request, form, partial(object_to_band, account_id=account.pk, by=request.user), _told):
        return redirect("member-objection", filed.pk)
    return render(
        request, "volunteers/standing/year_objection.html", {"tab": "points", "account": account, "form": form}
    )


@member_page
def objection(request, pk: int):
    """One of the member's objections: what was said, until when it is answered, how it was decided."""
    mine = Objection.objects.mine(request.user).select_related("notice", "account", "line", "entry", "area")
    return render(
        request, "volunteers/standing/objection.html", {"tab": "points", "objection": get_object_or_404(mine, pk=pk)}
    )
