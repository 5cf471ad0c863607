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
    asked = [ask for ask in act.asks if ask.name in said or not act.partial]
    return Doing(act, by, timezone.now(), {ask.name: _kept(ask, said.get(ask.name, ask.answer)) for ask in asked})


def check_said(act: Act, **said) -> dict[str, Any]:
    """What was said to an act that a form does, as it is kept; raises RuleBroken at the first that will not do."""
    return prepare_doing(act, None, said).said


def find_broken(act: Act, said: Mapping[str, Any]) -> dict[str, RuleBroken]:
    """What will not do of what a line of a sheet says, by the names of the asks; of those that it does not name, nothing."""
    broken = {}
    for ask in (ask for ask in act.asks if ask.name in said):
        try:
            _kept(ask, said[ask.name])
        except RuleBroken as error:
            broken[ask.name] = error
    return broken


def _kept(ask: Ask, value: Any) -> Any:
    if ask.is_file:
        return value
    if ask.is_number:
        return _counted(ask, value)
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


def _counted(ask: Ask, value: Any) -> Any:
    if value in (None, ""):
        if ask.is_optional:
            return ask.answer
        raise RuleBroken(f"{ask.name}_missing", f"请填写{ask.label}", field=ask.name)
    if not ask.least <= value <= ask.most:
        raise RuleBroken(f"{ask.name}_range", f"{ask.label}应在{ask.least}到{ask.most}之间", field=ask.name)
    return value


def _chosen(ask: Ask, value: Any) -> Any:
    if value in (None, "") and not (ask.is_optional or ask.is_key):
        verb = "填写" if ask.is_day or ask.is_moment else "选择"
        raise RuleBroken(f"{ask.name}_missing", f"请{verb}{ask.label}", field=ask.name)
    if value not in (None, "") and ask.choices and value not in dict(ask.choices):
        raise RuleBroken(f"{ask.name}_unknown", f"请选择{ask.label}", field=ask.name)
    return "" if value is None and ask.choices else value
