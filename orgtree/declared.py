"""What the ground floor itself declares: the steps of an import, which its uploader alone follows; reminding of tasks; accounts as persons."""

from django.urls import reverse
from django.utils import timezone

from orgtree.assigned.acts import task_acts
from orgtree.assigned.evidence import files_seen_by
from orgtree.assigned.giving import may_talk, page_of, remind_of_tasks, sides_of
from orgtree.assigned.models import TaskFile, TaskRemark
from orgtree.assigned.seen import seen_tasks
from orgtree.boards.acts import board_question_acts
from orgtree.boards.services.digests import send_digests
from orgtree.borders.acts import border_acts
from orgtree.calendar.acts import workday_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import DeadlineUnit
from orgtree.declare import OwnData, Reminder, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind, RemarkPanel
from orgtree.declare.runs import RunKind
from orgtree.doubts.acts import doubt_acts
from orgtree.doubts.rules import KEY as DOUBT
from orgtree.figures.acts import figure_return_acts, fill_acts
from orgtree.figures.rules import TERM as FIGURE_RETURN
from orgtree.figures.services.reporting import remind_of_figures
from orgtree.files.erasing import WrittenStock
from orgtree.files.shown import file_in
from orgtree.imports.acts import import_acts
from orgtree.imports.services.jobs import APPLY, CHECK, UNDO
from orgtree.imports.services.runs import give_up, work_on_import
from orgtree.looks.services.auditing import ACCOUNTS
from orgtree.notices.channels.choosing import own_section
from orgtree.oneform.acts import form_acts, protest_acts, return_acts
from orgtree.oneform.services.returns import remind_of_returns
from orgtree.oneform.services.sources import FACTS
from orgtree.people.acts import account_acts, post_acts, token_acts
from orgtree.people.lists import own_sign_ins
from orgtree.people.models.sign_ins import SignInRecord
from orgtree.people.rules import SIGN_INS, SIGN_INS_LEAST
from orgtree.people.services.sign_ins import sign_ins_due
from orgtree.proofs.acts import cosign_key_acts, paper_root_acts
from orgtree.proofs.services import remind_of_roots
from orgtree.remarks.services import own_remarks
from orgtree.runs.acts import run_acts
from orgtree.tree.acts import area_acts
from orgtree.units.acts import institution_acts, party_acts
from orgtree.units.declared.facts import FACTS as OF_PARTY_ORGS

registry.add_runs(
    RunKind(
        key,
        label,
        work_on_import,
        url=lambda run: reverse("import_job", args=[run.params["job"]]),
        is_whole=True,
        may_go_again=False,
        ended=give_up,
        tells_owner=False,
        counted={"rows": "数据行"},
    )
    for key, label in ((CHECK, "核对上传的表格"), (APPLY, "写入上传的表格"), (UNDO, "撤销导入"))
)

registry.add_area_facts((*FACTS, *OF_PARTY_ORGS))
registry.add_notice_kinds(
    (
        NoticeKind("tasks", "任务", ("task",), urgent=True),
        NoticeKind("forms", "报表", ("formreturn", "askedform", "formprotest")),
        NoticeKind("figures", "数字核实与上报", ("figuredoubt", "figurereturn")),
        NoticeKind("digests", "看板月报与去留", ("keptview", "boardquestion")),
        NoticeKind("proofs", "凭据副署", ("paperroot",)),
        NoticeKind("posts", "任职", ("post",), optional=False),
        NoticeKind("borders", "区划调整", ("borderchange",), optional=False),
        NoticeKind("runs", "后台办理", ("run",)),
        NoticeKind("trail", "留痕核验", ("trail-check",), urgent=True, optional=False),
    )
)
registry.add_own_data(
    (
        OwnData("orgtree.notices.channels", own_section),
        OwnData("orgtree.remarks", own_remarks),
        OwnData(SignInRecord._meta.label_lower, own_sign_ins),
    )
)
registry.add_deadlines(
    (
        DeadlineKind(
            SIGN_INS,
            "保存登录与拒绝记录的账号和地址",
            frozenset({DeadlineUnit.MONTH}),
            shortest=SIGN_INS_LEAST,
            is_kept=True,
            due=lambda: sum(
                sign_ins_due(cut).filter(ground).count()
                for ground, cut in DeadlineBook().cuts(SIGN_INS, timezone.localdate(), "area")
            ),
        ),
        DeadlineKind(DOUBT, "答复待核实数字", frozenset({DeadlineUnit.WORKDAY}), shortest=1),
        DeadlineKind(
            FIGURE_RETURN, "社区上报本期数字（上级每级顺延两个工作日）", frozenset({DeadlineUnit.WORKDAY}), shortest=1
        ),
    )
)
registry.add_stocks((WrittenStock(SIGN_INS, SignInRecord, sign_ins_due, {"about": None, "text": ""}),))
registry.add_files(
    [
        file_in(
            "task-file",
            TaskFile,
            "file",
            files_seen_by,
            nobody="shows the work of an office; whoever is in it is seen by the offices of the task alone",
        )
    ]
)
registry.add_remarks([RemarkPanel("task", "任务", TaskRemark, seen_tasks, page_of, may_talk, sides_of, notice="task")])
registry.add_person_kinds((ACCOUNTS,))
registry.add_reminders(
    (
        Reminder("orgtree.tasks", remind_of_tasks),
        Reminder("orgtree.figures", remind_of_figures),
        Reminder("orgtree.oneform", remind_of_returns),
        Reminder("orgtree.boards", send_digests),
        Reminder("orgtree.proofs", remind_of_roots),
    )
)

# Declared by being imported: also where no page is loaded, as by `manage.py write_acts`.
ACTS = (
    account_acts,
    area_acts,
    board_question_acts,
    border_acts,
    cosign_key_acts,
    doubt_acts,
    figure_return_acts,
    fill_acts,
    form_acts,
    import_acts,
    institution_acts,
    paper_root_acts,
    party_acts,
    post_acts,
    protest_acts,
    return_acts,
    run_acts,
    task_acts,
    token_acts,
    workday_acts,
)
