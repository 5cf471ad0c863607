"""Acts on one row: a page that says what will happen and asks for what it needs, then one service call.

GET shows the page and changes nothing; POST acts. The page lists the acts that the viewer's posts allow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextareaWidget

from orgtree.acts import Named
from orgtree.choices import Permission as P
from orgtree.looks.services.access import reveal_phone
from orgtree.text.free_text import ScannedForm


@dataclass(frozen=True)
class ObjectAction:
    """One act. `run(request, obj, data)` calls a service and returns the sentence to show, raising RuleBroken.

    `permission` is what the viewer must hold on the row; `applies(obj)` says whether the act makes sense now;
    `build_form(request, obj)` gives the form class where it depends on who asks about what.
    `hint` tells a person what it does before they do it, `reach(obj)` to how much: "3场、12人"; `data` are the
    cleaned values of `form`.
    """

    key: str
    label: str
    permission: str
    run: Callable[..., str]
    hint: str = ""
    reach: Callable[[Any], str] | None = None
    form: type[forms.Form] = forms.Form
    build_form: Callable[..., type[forms.Form]] | None = None
    icon: str = "play_arrow"
    applies: Callable[[object], bool] = lambda obj: True
    # Whether it is this person's to do, beyond the permission: `suits(obj, user)`.
    suits: Callable[[Any, Any], bool] = lambda obj, user: True
    # Where to go afterwards, for an act after which the row is no more; else back to its page.
    leads_to: Callable[[object], str] | None = None
    # The answer is personal data or a secret: shown on the page itself, never kept in a message.
    shows_result: bool = False
    # Pressed once more, it answers by itself: a second press is no refusal.
    is_repeatable: bool = False
    # The declared acts that it does; none for what only shows, or leaves a row as it is.
    does: tuple[Named, ...] = ()
    # The usual next step stands first (orgtree/acts/declaring.py, Act.rank).
    rank: int = 0


class ReasonForm(ScannedForm):
    """Why: kept in the record."""

    reason = forms.CharField(
        label="事由",
        min_length=2,
        max_length=200,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        error_messages={"required": "请填写事由"},
    )


def _reveal(request, obj, data) -> str:
    return reveal_phone(model=type(obj), pk=obj.pk, reason=data["reason"], by=request.user)


# For the `object_actions` of any model with `phone` and owners.
REVEAL_PHONE = ObjectAction(
    key="reveal",
    label="查看完整手机号",
    permission=P.PHONE_REVEAL,
    run=_reveal,
    hint="查看会记入个人信息访问记录，由审计人员查阅。请写明事由，如“电话通知周六清扫活动”。",
    form=ReasonForm,
    icon="call",
    applies=lambda obj: bool(obj.phone),
    shows_result=True,
    rank=1,
)
