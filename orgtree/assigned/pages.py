"""Tasks on the phone and at the desk: what waits for me, what I have given, what is late; the owner's acts."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from orgtree.acts import Act, does, perform_one
from orgtree.acts.models import ActStep
from orgtree.assigned.acts import task_acts
from orgtree.assigned.evidence import add_evidence, may_add_evidence, remove_evidence
from orgtree.assigned.giving import due_in_words, is_late, origin_of, progress_of
from orgtree.assigned.models import Task
from orgtree.assigned.rules import CAPTION_LENGTH, EVIDENCE
from orgtree.assigned.seen import TABS, seen_tasks, tasks_of_tab
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.files.forms import FilesField
from orgtree.files.rules import MEGABYTE
from orgtree.remarks.pages import remark_panel
from orgtree.text.free_text import ScannedForm

TASKS_ON_A_PAGE = 30
NOTHING = {
    "todo": "现在没有交给您的任务。",
    "assist": "现在没有请您协办的任务。",
    "given": "没有等着办的任务。在工作台的“任务”里交办。",
    "late": "没有逾期的任务。",
}
RELATED = ("area", "institution", "giver_area", "given_by", "reported_by")


@login_required
@require_GET
def task_list(request):
    """One tab at a time, what is due first on top; 404 for who has no task and gives none."""
    user = request.user
    if not (user.holds(P.TASK_VIEW) or Task.objects.done_by(user).exists()):
        raise Http404
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "todo"
    tasks = tasks_of_tab(user, tab, timezone.now()).select_related(*RELATED).order_by("due_at", "pk")
    page = Paginator(tasks, TASKS_ON_A_PAGE).get_page(request.GET.get("page"))
    for task in page:
        task.is_late = is_late(task)
    tabs = [(key, label, key == tab) for key, label in TABS.items() if key != "given" or user.holds(P.TASK_GIVE)]
    context = {"page": page, "tabs": tabs, "tab": tab, "empty": NOTHING[tab]}
    return render(request, "orgtree/assigned/task_list.html", context)


@login_required
@require_GET
def task_page(request, pk: int):
    """One task: what is asked, how far it is, what was done, and what its owner may do now."""
    return _show(request, _task(request, pk))


@does(task_acts, *(act.key for act in task_acts if act.own))
@login_required
@require_POST
def task_act(request, pk: int, act: str):
    """The owner accepts, tells how far it is, or reports it done; the words come back where they were wrong."""
    task = _task(request, pk)
    known = next((one for one in task_acts if one.slug == act and one.own), None)
    if known is None or not Task.objects.owned_by(request.user).filter(pk=pk).exists():
        raise Http404
    form = _form(known, request.POST)
    if form.is_valid():
        try:
            perform_one(task_acts, known.key, pk=pk, by=request.user, **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, known.done)
            return redirect("task", pk)
    return _show(request, task, known.key, form, status=422)


@login_required
@require_POST
def add_files(request, pk: int):
    """The owner, or who helps, adds files; what was refused comes back with its reason."""
    task, form = _task(request, pk), EvidenceForm(request.POST, request.FILES, auto_id="files_%s")
    if not Task.objects.filter(pk=pk).done_by(request.user).exists():
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        try:
            add_evidence(task_id=pk, uploads=said["files"], caption=said["caption"], by=request.user)
        except RuleBroken as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, "附件已保存。")
            return redirect("task", pk)
    return _show(request, task, "files", form, status=422)


@login_required
@require_POST
def remove_file(request, pk: int, file_pk: int):
    """The owner, or who helps, takes a file away."""
    task = _task(request, pk)
    get_object_or_404(task.files, pk=file_pk)
    try:
        remove_evidence(file_id=file_pk, by=request.user)
    except RuleBroken as refusal:
        if not refusal.conflict:
            raise Http404 from refusal
        messages.error(request, refusal.message)
    else:
        messages.success(request, "附件已删除。")
    return redirect("task", pk)


def _task(request, pk: int) -> Task:
    return get_object_or_404(seen_tasks(request.user).select_related(*RELATED), pk=pk)


def _form(act: Act, data=None) -> forms.Form:
    fields = {
        ask.name: forms.CharField(
            label=ask.label,
            min_length=ask.shortest,
            max_length=ask.longest,
            widget=forms.Textarea(attrs={"rows": 3}) if ask.longest > 100 else forms.TextInput(),
            error_messages={"required": f"请填写{ask.label}"},
        )
        for ask in act.asks
    }
    return type("TaskForm", (ScannedForm,), fields)(data, auto_id=f"{act.key}_%s")


class EvidenceForm(ScannedForm):
    """Files with one caption for all of them."""

    files = FilesField(
        taken=EVIDENCE,
        label="附件",
        help_text=f"图片或 PDF，一次可选多个；每个不超过{EVIDENCE.most_bytes // MEGABYTE}兆字节，每项任务最多{EVIDENCE.most}个",
    )
    caption = forms.CharField(
        label="说明",
        required=False,
        max_length=CAPTION_LENGTH,
        help_text="写是什么，如“走访登记表”；不写姓名",
        error_messages={"max_length": f"附件说明不超过{CAPTION_LENGTH}字"},
    )


def _evidence_form(task: Task, user, refused) -> forms.Form | None:
    if refused is not None:
        return refused
    return EvidenceForm(auto_id="files_%s") if may_add_evidence(task, user) else None


def _show(request, task: Task, refused: str = "", form=None, status: int = 200):
    is_owner = Task.objects.owned_by(request.user).filter(pk=task.pk).exists()
    offered = [act for act in task_acts if is_owner and act.own and task.state in act.leaves]
    if task.counter:
        offered = [act for act in offered if act.key != "tell_progress"]
    done, goal, unit = progress_of(task)
    labels = {act.key: act.label for act in task_acts}
    context = {
        "task": task,
        "is_late": is_late(task),
        "assists": "、".join(assist.owner_label for assist in task.assists.select_related("area", "institution")),
        "due": due_in_words(task),
        "origin": origin_of(task, request.user),
        "done": done,
        "goal": goal,
        "unit": unit,
        "gives": Task.objects.allowed(request.user, P.TASK_GIVE).filter(pk=task.pk).exists(),
        "acts": [(act, form if act.key == refused else _form(act)) for act in offered],
        "files": task.files.order_by("added_at", "pk"),
        "files_form": _evidence_form(task, request.user, form if refused == "files" else None),
        "panel": remark_panel("task", task, request.user),
        "steps": [(labels.get(step.act, step.act), step) for step in ActStep.objects.of(task_acts.noun, task.pk)],
    }
    return render(request, "orgtree/assigned/task.html", context, status=status)
