"""Forms, returns and words against them in every state, for the contract of acts and for the tests of this subject."""

from datetime import date, timedelta

from django.utils import timezone

from orgtree.choices import FormState, ProtestState, ReturnState
from orgtree.models import AskedForm, FormProtest, FormReturn
from orgtree.oneform.rules import layout_of
from orgtree.oneform.services.layouts import as_json
from orgtree.sheets.lines import Line

LAYOUT = as_json(layout_of([Line(1, ["社区名称", "志愿服务次数"])]))


def form_in(state: str = FormState.LIVE):
    """A form of the district in this state, of a title of its own, registered by the street."""

    def make(town, member, **more) -> AskedForm:
        today, now = timezone.localdate(), timezone.now()
        waits = state in (FormState.PROPOSED, FormState.DECLINED)
        approved = {} if waits else {"approved_by": town.organisation, "approved_at": now}
        fields = {"purpose": "掌握情况", "ground": "区办〔2026〕3号", "office": "区委办公室", "shape": "areas"}
        return AskedForm.objects.create(
            area=town.district,
            title=f"报表{member.pk}",
            starts_on=today - timedelta(days=90),
            ends_on=today + timedelta(days=200),
            layout=LAYOUT,
            state=state,
            registered_by=town.street_secretary,
            registered_at=now,
            **fields | approved | more,
        )

    return make


def return_in(state: str):
    """What 东园社区 reports of it for last month; its secretary is there to be told."""

    def make(town, member) -> FormReturn:
        now, today = timezone.now(), timezone.localdate()
        done = state in (ReturnState.CONFIRMED, ReturnState.UNLOCKED)
        said = {"confirmed_by": town.clerk, "confirmed_at": now} if done else {}
        said |= {"unlocked_until": today + timedelta(days=3)} if state == ReturnState.UNLOCKED else {}
        return FormReturn.objects.create(
            form=form_in()(town, member),
            area=town.east,
            period_start=(today.replace(day=1) - timedelta(days=1)).replace(day=1),
            due_on=today + timedelta(days=2),
            state=state,
            **said,
        )

    return make


def protest_in(state: str):
    def make(town, member) -> FormProtest:
        said = {"answer": "已停用", "answered_by": town.organisation, "answered_at": timezone.now()}
        return FormProtest.objects.create(
            area=town.district,
            kind="unregistered",
            told=f"科室要表{member.pk}",
            sent_by=town.clerk,
            sent_on=timezone.localdate(),
            state=state,
            **(said if state == ProtestState.ANSWERED else {}),
        )

    return make


def in_three_days() -> date:
    return timezone.localdate() + timedelta(days=3)
