"""What an act asks for, as it is kept: each answer checked, the first that will not do refused at its field."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from orgtree.acts.declaring import Act, Ask, Doing
from orgtree.errors import RuleBroken


def prepare_doing(act: Act, by, said: Mapping[str, Any]) -> Doing:
    """The act with its texts as they are kept; raises RuleBroken at the first that will not do."""
    if unknown := said.keys() - {ask.name for ask in act.asks}:
        raise TypeError(f"{act.key} does not ask for {', '.join(sorted(unknown))}")
    return Doing(act, by, timezone.now(), {ask.name: _kept(ask, said.get(ask.name)) for ask in act.asks})


def check_said(act: Act, **said) -> dict[str, Any]:
    """What was said to an act that a form does, as it is kept; raises RuleBroken at the first that will not do."""
    return prepare_doing(act, None, said).said


def _kept(ask: Ask, value: Any) -> Any:
    if ask.is_file:
        return value
    if not ask.is_text:
        return _chosen(ask, value)
    text = (value or "").strip()
    if not text and ask.is_optional:
        return ""
    if not text:
        raise RuleBroken(f"{ask.name}_missing", f"请填写{ask.label}", field=ask.name)
    if len(text) < ask.shortest:
        raise RuleBroken(f"{ask.name}_short", f"{ask.label}至少{ask.shortest}个字", field=ask.name)
    if len(text) > ask.longest:
        raise RuleBroken(f"{ask.name}_long", f"{ask.label}不超过{ask.longest}字", field=ask.name)
    return ask.check(text) if ask.check else text


def _chosen(ask: Ask, value: Any) -> Any:
    if value in (None, "") and not ask.is_optional:
        raise RuleBroken(f"{ask.name}_missing", f"请选择{ask.label}", field=ask.name)
    if value not in (None, "") and ask.choices and value not in dict(ask.choices):
        raise RuleBroken(f"{ask.name}_unknown", f"请选择{ask.label}", field=ask.name)
    return "" if value is None and ask.choices else value
