"""What a page does with what was sent to it: it is done and told in a message, or the rule that was broken is told."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages

from orgtree.acts.forms import said_in
from orgtree.errors import RuleBroken
from volunteers.members.forms.fields import MemberForm


def do_told(request, act: Callable[[], Any], done: str = "") -> None:
    """Do it and tell that it is `done`, or else what it returns; where a rule was broken, why not."""
    try:
        told = act()
    except RuleBroken as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done or told)


def do_in(request, form: MemberForm, act: Callable[..., Any], done: str | Callable[[Any], str]) -> Any:
    """What `act`, given what the form says, returns, or True; told by `done`.

    None where nothing valid was sent, or a rule was broken: that stands at its field.
    """
    if not form.is_valid():
        return None
    try:
        made = act(**said_in(form))
    except RuleBroken as error:
        form.refuse(error)
        return None
    messages.success(request, done(made) if callable(done) else done)
    return made or True
