from django.db.models import Q

from orgtree.acts import Act, Acts, ask_reason, declare_acts, leave_as_it_was
from orgtree.choices import DeadlineUnit as U
from orgtree.choices import Permission as P
from orgtree.declare import Broken, HomeSection, OwnData, Reminder, Section, registry
from orgtree.declare.opened import DeadlineKind, Dictionary, Purpose
from orgtree.declare.runs import RunKind
from orgtree.declare.tasks import TaskCounter, TaskOrigin
from orgtree.errors import RuleBroken
from orgtree.files.erasing import Stock, Words
from orgtree.notices.services import notify
from tests.upstairs.models import Matter, Promise, PromiseTopic
from volunteers.declare import Heir, add_heirs

S = Promise.State

promises = declare_acts(
    Acts(
        Promise,
        member="member",
        loads=("member",),
        acts=(
            Act("keep", "兑现", "兑现", frozenset({S.MADE}), S.KEPT, own=True),
            Act(
                "drop",
                "放弃",
                "放弃",
                frozenset({S.MADE}),
                S.DROPPED,
                permission=P.SERVICE_CONFIRM,
                asks=(ask_reason("放弃", column="reason"),),
                many=True,
                undo=leave_as_it_was,
            ),
        ),
    )
)


def own_promises(member) -> Section:
    rows = [(promise.text, promise.get_state_display()) for promise in Promise.objects.filter(member=member)]
    return Section("楼上承诺", ("内容", "状态"), rows)


def home_section(member):
    count = Promise.objects.filter(member=member, state=S.MADE).count()
    return ("volunteers/sections/none.html", {"count": count}) if count else None


def remind(today) -> None:
    for promise in Promise.objects.filter(state=S.MADE, made_on__lt=today).select_related("member"):
        notify(users=[promise.member.user_id], key=f"promise:{promise.pk}", title="楼上承诺还没有兑现")


def keep_all(running) -> dict[str, int]:
    """A long work: every promise of an area, one step each."""
    waiting = list(Promise.objects.within(running.run.area).filter(state=S.MADE).order_by("pk"))
    running.report(0, total=len(waiting))
    for done, promise in enumerate(waiting, start=1):
        Promise.objects.filter(pk=promise.pk).update(state=S.KEPT)
        running.report(done, words=f"已兑现{done}条")
    return {"kept": len(waiting)}


def check_topic(topic) -> None:
    if topic.name == "其他":
        raise RuleBroken("too_wide", "主题要写明是什么", field="name")


registry.add_own_data((OwnData("upstairs.promises", own_promises),))
registry.add_home_sections((HomeSection("upstairs.promises", 90, home_section),))
registry.add_reminders((Reminder("upstairs.promises", remind),))


def find_promise(user, pk: int) -> tuple[str, str] | None:
    promise = Promise.objects.allowed(user, P.SERVICE_VIEW).filter(pk=pk).first()
    return (promise.text, f"/promises/{pk}/") if promise else None


registry.add_task_origins((TaskOrigin("upstairs.promise", "楼上承诺", find_promise),))
registry.add_task_counters(
    (
        TaskCounter(
            "upstairs.kept",
            "已兑现的承诺",
            "条",
            lambda task: Promise.objects.within(task.area).filter(state=S.KEPT).count(),
        ),
    )
)
registry.add_runs(
    (
        RunKind(
            "upstairs.keeping",
            "兑现楼上承诺",
            keep_all,
            permission=P.SERVICE_VIEW,
            right=P.SERVICE_CONFIRM,
            counted={"kept": "兑现"},
        ),
    )
)
registry.add_words(
    (Words(Promise, "member", ("text", "reason")),),
    wordless={"upstairs.matter": "its title is about a place; who told of it is named by nobody any more"},
)
add_heirs((Heir(Promise, called="条承诺", alike=("text",)), Heir(Matter, "told_by")))
registry.add_stocks((Stock("keep_words", Words(Promise, "member", ("reason",)), "made_on", ~Q(state=S.MADE)),))
registry.add_constraints({"promise_once": Broken("promised", "已作出同样的承诺", "text")})
registry.add_purposes((Purpose("promise_shown", "公开本人的承诺", "从现在起承诺不再公开。"),))
registry.add_deadlines((DeadlineKind("upstairs.errand", "楼上事务", frozenset({U.WORKDAY, U.HOUR})),))
registry.add_dictionaries(
    (
        Dictionary(
            PromiseTopic,
            check=check_topic,
            columns=("name", "is_active"),
            fields=("name", "is_active"),
            fixed=("name",),
            position=90,
            hint="承诺可选的主题。",
        ),
    )
)
