"""What is done to a form, to what is reported of it, and to a word against it."""

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, asks_of, declare_acts, rows_at
from orgtree.choices import AreaKind, FormState, ProtestState, ReturnState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.figures.acts import ASKED, RELOCK, calling_back, lapsing, reporting, unlocking
from orgtree.figures.services.reporting import reporters_of
from orgtree.notices.words import called
from orgtree.oneform.models import AskedForm, FormProtest, FormReturn
from orgtree.oneform.services.returns import call_back_above, confirm_values, open_returns, pass_upward
from orgtree.oneform.services.returns import page_of as page_of_return
from orgtree.people.models.people import Post
from orgtree.scope.rules.grants import post_kinds_with
from orgtree.tree.models import Area

PROPOSED, LIVE = frozenset({FormState.PROPOSED}), frozenset({FormState.LIVE})
OFFICE_READS = "事由，2到200字，登记人可见"
NOT_THE_REGISTRAR = (NotBy("registered_by_id", "own_form", "报表由您登记，须由另一位工作人员审批"),)


# --- Forms ------------------------------------------------------------------------------------------------------------------


def _approve(form: AskedForm, doing: Doing) -> None:
    if form.ends_on < timezone.localdate():
        raise RuleBroken("ends_on", "截止日期已过，过期的报表不能再要", conflict=True)


def _ask_now(forms: list, doing: Doing) -> None:
    for form in forms:
        open_returns(form, timezone.localdate())


def _tell_registrar(words: str):
    def tell(form: AskedForm, doing: Doing) -> list[Tell]:
        return [Tell((form.registered_by_id,), f"{called(form)}{words}", why=True)]

    return tell


form_acts = declare_acts(
    Acts(
        AskedForm,
        loads=("area",),
        called="报表",
        acts=(
            Act(
                "register",
                "登记报表",
                "登记",
                frozenset(),
                FormState.PROPOSED,
                permission=P.FORM_REGISTER,
                by_form=True,
            ),
            Act(
                "correct",
                "对应数据来源",
                "对应",
                PROPOSED | LIVE,
                None,
                permission=P.FORM_REGISTER,
                by_form=True,
                icon="rule",
                aside=True,
                done="已对应，以后同名的栏目照此填写。",
                hint="每栏从哪里取数。写法如“志愿服务次数（本年累计）”，输入几个字会有提示；平台里没有的留空，由填报人补填。",
            ),
            Act(
                "approve",
                "批准",
                "批准",
                PROPOSED,
                FormState.LIVE,
                permission=P.FORM_APPROVE,
                not_by=NOT_THE_REGISTRAR,
                stamps=("approved_by", "approved_at"),
                run=_approve,
                after=_ask_now,
                tells=_tell_registrar("已批准"),
                final=True,
                done="已批准，到截止日期为止按期自动填好，各填报单位核对后上报。",
                hint="批准后，刚结束的一期随即发到各填报单位。先看要补填几项、有没有别的报表已经在要。",
                icon="check_circle",
                description="批准一张报表；不能由登记人自己批准。批准后按期自动填好，发到各填报单位核对。",
            ),
            Act(
                "decline",
                "不批准",
                "退回",
                PROPOSED,
                FormState.DECLINED,
                permission=P.FORM_APPROVE,
                asks=(ask_reason("不批准", told=OFFICE_READS),),
                tells=_tell_registrar("未批准"),
                done="未批准，登记人会看到原因。",
                description="不批准一张报表，写明原因；这张表不会发到填报单位。",
            ),
            Act(
                "stop",
                "停用",
                "停用",
                LIVE,
                FormState.STOPPED,
                permission=P.FORM_APPROVE,
                asks=(ask_reason("停用", told=OFFICE_READS),),
                tells=_tell_registrar("已停用"),
                done="已停用，没有上报的不再要求。",
                icon="block",
                description="停用一张报表，写明原因；没有上报的不再要求。",
            ),
            Act("expire", "到期", "到期", LIVE, FormState.EXPIRED),
        ),
    )
)


# --- Returns ----------------------------------------------------------------------------------------------------------------


def _confirm(row: FormReturn, doing: Doing) -> None:
    confirm_values(row, doing.by)
    row.unlocked_until = None


def _confirmed(rows: list, doing: Doing) -> None:
    for row in rows:
        pass_upward(row, doing.by)


def _call_back(row: FormReturn, doing: Doing) -> None:
    call_back_above(row, doing.by)
    row.confirmed_by = row.confirmed_at = None


def _tell_reporters(row: FormReturn, doing: Doing) -> list[Tell]:
    words = f"{row.unlocked_until}前可以更正"
    return [
        Tell(
            tuple(reporters_of(row.area)),
            f"已开通限时更正：{called(row.form)}（{row.period.label}）",
            words,
            page_of_return(row),
            why=True,
        )
    ]


TO_CHECK = frozenset({ReturnState.OPEN, ReturnState.UNLOCKED})

return_acts = declare_acts(
    Acts(
        FormReturn,
        loads=("form__area", "area"),
        called="报表上报",
        acts=(
            *ASKED,
            Act(
                "fill_in",
                "补填",
                "补填",
                TO_CHECK,
                None,
                permission=P.FORM_CONFIRM,
                by_form=True,
                aside=True,
                icon="edit",
                done="已保存。",
                hint="只填平台里没有的内容；其余的数字在台账里更正，这里随着变。",
            ),
            reporting(
                run=_confirm,
                after=_confirmed,
                done="已上报。",
                hint="上报后数字照此保存；上级核对以前可以撤回。",
                description="核对后上报；还有要补填的内容时不能上报。上报的数字照此保存，以后的变动另行列出。",
            ),
            calling_back(run=_call_back, description="撤回已上报的报表；上级已核对上报的不能撤回。"),
            unlocking(
                tells=_tell_reporters,
                fits=lambda row: row.area_id != row.form.area_id,
                hint="只对这一个单位、这一张表、这一期开通；上级已经上报的数字不变，更正另行列出。",
                description="让一个单位在限期内更正一期已上报的报表，写明原因；到期自动锁定。",
            ),
            RELOCK,
            lapsing(_confirmed),
        ),
    )
)


# --- Words against a demand -------------------------------------------------------------------------------------------------


def _asked_of_me(user, ids=None):
    return AskedForm.objects.allowed(user, P.BOARD_VIEW).filter(state=FormState.LIVE)


def _told_by(user):
    return FormProtest.objects.filter(sent_by=user.pk)


def _place(protest: FormProtest, doing: Doing) -> None:
    """Where it is answered: in the district, whoever sent it."""
    protest.sent_on = timezone.localdate()
    if protest.form is None and not protest.told:
        raise RuleBroken("told", "请选择报表，或写明哪个部门要什么表", field="told")
    above = doing.said["place"].get_ancestors(include_self=True)
    protest.area = above.filter(kind=AreaKind.DISTRICT).first() or above.first()


def _tell_overseers(protest: FormProtest, doing: Doing) -> list[Tell]:
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.FORM_APPROVE), area=protest.area_id)
    return [Tell(tuple(posts.values_list("holder_id", flat=True)), f"要表反映：{protest.get_kind_display()}", "请核实后答复，不显示由谁反映。")]  # fmt: skip


def _tell_sender(protest: FormProtest, doing: Doing) -> list[Tell]:
    page = reverse("admin:orgtree_formprotest_change", args=[protest.pk])
    return [Tell((protest.sent_by_id,), f"已答复：{protest.get_kind_display()}", "答复请打开查看。", page)]


protest_acts = declare_acts(
    Acts(
        FormProtest,
        account="sent_by_id",
        loads=("area", "form"),
        called="反映",
        acts=(
            Making(
                "tell",
                "反映重复要数、违规要表",
                "反映",
                ProtestState.OPEN,
                permission=P.FORM_CONFIRM,
                reach=_told_by,
                asks=(
                    *asks_of(FormProtest, "kind form told", form={"rows": _asked_of_me}),
                    Ask(
                        "place",
                        "填报单位",
                        rows=rows_at(Area, P.FORM_CONFIRM),
                        found_by=(FormReturn, "area"),
                        told="填报单位的编号；只用来确定由哪里答复，不保存",
                        help="只用来确定由哪里答复，不保存",
                    ),
                ),
                stamps=("sent_by",),
                run=_place,
                tells=_tell_overseers,
                done="已反映，审批报表的部门会答复您；要表的部门看不到是谁反映的。",
                hint="直接送到审批报表的部门。由谁反映、哪个单位反映，谁也看不到。",
                icon="report",
                summary="反映重复要数、违规要表",
                description="填报岗位反映一张重复要数或没有登记的报表；不公开由谁反映。",
            ),
            Act(
                "answer",
                "答复",
                "答复",
                frozenset({ProtestState.OPEN}),
                ProtestState.ANSWERED,
                permission=P.FORM_APPROVE,
                asks=asks_of(
                    FormProtest, "answer", answer={"is_optional": False, "shortest": 2, "told": "答复，2到200字"}
                ),
                stamps=("answered_by", "answered_at"),
                tells=_tell_sender,
                done="已答复。",
                description="审批报表的部门答复一条反映；反映人会收到答复。",
            ),
        ),
    )
)
