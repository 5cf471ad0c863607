"""Pages of spreadsheet import: choose, upload, look at what would happen, confirm, watch, result."""

import json

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from orgtree.acts import does, perform_one
from orgtree.choices import JobState
from orgtree.choices import Permission as P
from orgtree.desk.list_sheets import page_sheet
from orgtree.errors import RuleBroken
from orgtree.imports import lists
from orgtree.imports.acts import import_acts
from orgtree.imports.lists import title_of
from orgtree.imports.models import ImportJob
from orgtree.imports.services import upload_import
from orgtree.imports.services.jobs import CLOSABLE, WITH_HIDDEN, WORKING, areas_for, importers_of, own_imports
from orgtree.imports.services.undoing import plan_undo
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import NOBODY_KNOWN, record_access
from orgtree.runs import progress_of
from orgtree.sheets.declaring import Action, Importer, importers
from orgtree.sheets.headings import How
from orgtree.sheets.writing import template
from orgtree.web.downloads import workbook_reply

LINES_ON_A_PAGE = 100  # of errors and of effects
JOBS_ON_A_PAGE = 20


class AreaChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, area) -> str:
        return f"{area.parent.name} / {area.name}" if area.parent else area.name


class UploadForm(forms.Form):
    """Where to, which file, and the statements that the importer asks for."""

    area = AreaChoiceField(None, label="导入到", empty_label=None)
    file = forms.FileField(
        label="表格文件",
        help_text="只接受 .xlsx，不超过10兆字节、5万行；同一文件只取第一张有表头的工作表",
        error_messages={"required": "请选择要上传的表格", "empty": "文件是空的，请重新选择"},
    )

    def __init__(self, *args, importer: Importer, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas_for(user, importer).select_related("parent").order_by("tree_id", "lft")
        self.fields["file"].widget.attrs["accept"] = ".xlsx"
        for box in importer.boxes:
            self.fields[box.key] = forms.BooleanField(
                label=box.label, error_messages={"required": "请先核实，再勾选这一项"}
            )
        for box in importer.free_boxes:
            self.fields[box.key] = forms.BooleanField(label=box.label, required=False)
        self.fields[WITH_HIDDEN] = forms.BooleanField(
            label="也导入隐藏的行", required=False, help_text="不勾选时，隐藏或筛选掉的行不导入，在核对页列出"
        )

    def options(self) -> dict[str, bool]:
        """What was ticked."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("area", "file")}


@login_required
@require_GET
def import_list(request):
    """My imports, and what I may import."""
    offered = importers_of(request.user)
    if not offered:
        raise Http404
    jobs = own_imports(request.user).select_related("area")
    page = Paginator(jobs, JOBS_ON_A_PAGE).get_page(request.GET.get("page"))
    for job in page:
        job.title = title_of(job)
    context = {"importers": offered, "page": page, "may_export": request.user.holds(P.EXPORT)}
    return render(request, "orgtree/imports/import_list.html", context)


@login_required
@require_GET
def import_list_sheet(request):
    """My imports as a workbook."""
    return page_sheet(request, lists.import_list, own_imports(request.user), back="import_list")


@does(import_acts, "upload")
@login_required
@require_http_methods(["GET", "POST"])
def import_upload(request, key: str):
    """Upload a file for one importer."""
    importer = _importer(request.user, key)
    form = UploadForm(request.POST or None, request.FILES or None, importer=importer, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            job = upload_import(
                importer=key,
                area=form.cleaned_data["area"],
                file=form.cleaned_data["file"],
                options=form.options(),
                by=request.user,
            )
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return redirect("import_job", job.pk)
    context = {"form": form, "importer": importer, "fields": importer.form.base_fields.values()}
    return render(request, "orgtree/imports/import_upload.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def import_template(request, key: str):
    """The importer's empty .xlsx."""
    importer = _importer(request.user, key)
    return workbook_reply(template(importer), f"{importer.title}模板.xlsx")


@login_required
@never_cache
@require_GET
def import_job(request, pk: int):
    """One import as it stands; the part that changes when htmx asks, the whole page again once it has ended."""
    job = _own_job(request, pk)
    context = _job_context(request, job)
    if not request.htmx:
        return render(request, "orgtree/imports/import_job.html", context)
    response = render(request, "orgtree/imports/parts/import_progress.html", context)
    if not context["working"]:
        response["HX-Refresh"] = "true"
    return response


@does(import_acts, "confirm")
@login_required
@require_POST
def import_confirm(request, pk: int):
    """Write what the preview showed."""
    _own_job(request, pk)
    return _decide(request, pk, "confirm", seen=request.POST.get("seen", ""))


@does(import_acts, "arrange")
@login_required
@require_POST
def import_columns(request, pk: int):
    """Read the file again with the columns that were chosen."""
    job = _own_job(request, pk)
    told = job.preview.get("columns", [])
    chosen = {key: request.POST.get(f"column-{place}", "") for place, (_, key, *_) in enumerate(told)}
    return _decide(request, pk, "arrange", columns=json.dumps(chosen, ensure_ascii=False))


@does(import_acts, "answer")
@login_required
@require_POST
def import_answers(request, pk: int):
    """Read the file again with what the uploader says of its rows; one without an answer stays out."""
    job = _own_job(request, pk)
    asked = [question["row"] for question in job.preview.get("questions", [])]
    said = {row: request.POST.get(f"row-{row}", "") for row in asked}
    return _decide(request, pk, "answer", answers=json.dumps({row: code for row, code in said.items() if code}))


@does(import_acts, "undo")
@login_required
@require_http_methods(["GET", "POST"])
def import_undo(request, pk: int):
    """What taking the import back would do, and doing it."""
    job = _own_job(request, pk)
    if request.method == "POST":
        return _decide(request, pk, "undo")
    if job.state != JobState.DONE or job.context is None:
        raise Http404
    job.title = title_of(job)
    context = {"job": job, "undoing": plan_undo(job)}
    return render(request, "orgtree/imports/import_undo.html", context)


@does(import_acts, "discard")
@login_required
@require_POST
def import_discard(request, pk: int):
    """Give the upload up."""
    _own_job(request, pk)
    return _decide(request, pk, "discard")


@login_required
@require_GET
def import_errors(request, pk: int):
    """The rows that stay out, with what is wrong with each and what to do, as .xlsx: for mending and uploading again."""
    job = _own_job(request, pk)
    if not job.refused:
        raise Http404
    record_access(
        actor=request.user,
        action=AccessLog.Action.EXPORT,
        subject=f"导入错误行（{title_of(job)}）",
        area=job.area,
        persons=NOBODY_KNOWN,
        rows=job.preview["error_rows"],
    )
    with job.refused.open("rb") as file:
        return workbook_reply(file.read(), f"错误行-{job.filename}")


def _importer(user, key: str) -> Importer:
    for importer in importers_of(user):
        if importer.key == key:
            return importer
    raise Http404


def _own_job(request, pk: int) -> ImportJob:
    return get_object_or_404(own_imports(request.user).select_related("area", "run"), pk=pk)


def _decide(request, pk: int, key: str, **said):
    try:
        perform_one(import_acts, key, pk=pk, by=request.user, **said)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("import_job", pk)


def _job_context(request, job: ImportJob) -> dict:
    done, total = progress_of(job.run) if job.state in WORKING else (0, 0)
    counts = _counts(job)
    job.title = title_of(job)
    return {
        "job": job,
        "importer": importers.get(job.importer),
        "working": job.state in WORKING,
        "closable": job.state in CLOSABLE,
        "done": done,
        "total": total,
        "errors": Paginator(job.errors, LINES_ON_A_PAGE).get_page(request.GET.get("wrong")),
        "effects": Paginator(job.preview.get("effects", []), LINES_ON_A_PAGE).get_page(request.GET.get("page")),
        "actions": list(Action),
        "counts": counts,
        "columns": job.preview.get("columns", []),
        "questions": Paginator(job.preview.get("questions", []), LINES_ON_A_PAGE).get_page(1),
        "fields": _fields(job),
        "asks_about_columns": any(how == How.LIKE for *_, how in job.preview.get("columns", [])),
        "kept_days": settings.IMPORT_KEPT_DAYS,
        "changes": sum(number for _, (*changing, _) in counts for number in changing),
    }


def _fields(job: ImportJob) -> list[tuple[str, str]]:
    """Name and label of the fields that a column may be read as."""
    if job.importer not in importers:
        return []
    return [(name, str(field.label)) for name, field in importers[job.importer].form.base_fields.items()]


def _counts(job: ImportJob) -> list[tuple[str, list[int]]]:
    """Per kind of object, the numbers in the order of `Action` (stored JSON has an order of its own)."""
    counts = job.preview.get("counts", {})
    return [(kind, [numbers[action] for action in Action]) for kind, numbers in counts.items()]
