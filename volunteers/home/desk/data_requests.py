"""Requests about personal data on the desk: answered or refused with a reason; noted on the member's page."""

from typing import ClassVar

from django import forms
from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.acts import form_button, object_actions_of
from orgtree.desk.base import ScopedAdmin
from volunteers.home.choices import DataRequestKind
from volunteers.home.lists import request_list
from volunteers.home.models import DataRequest
from volunteers.home.rules import LONGEST
from volunteers.home.services.data_requests import ask_about_data, data_requests
from volunteers.members.desk.dress import Dressed


class AskForm(Dressed):
    """What a member asked for at the counter or on paper."""

    unscanned: ClassVar[dict[str, str]] = {
        "text": "a new telephone number may be what is asked for; read by the clerk who answers"
    }
    kind = forms.ChoiceField(label="申请事项", choices=DataRequestKind.choices)
    text = forms.CharField(label="申请内容", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


def ask(request, member, data) -> str:
    asked, created = ask_about_data(member_id=member.pk, by=request.user, **data)
    if not created:
        return "同样的申请先前已登记，没有重复登记。"
    return f"已登记{asked}，请在{asked.due_on:%Y-%m-%d}前答复。" if asked.due_on else f"已登记{asked}。"


ASK_FOR_MEMBER = form_button(
    data_requests,
    "enter",
    key="data-request",
    run=ask,
    form=AskForm,
    applies=lambda member: member.closed_at is None,
)


@admin.register(DataRequest)
class DataRequestAdmin(ScopedAdmin):
    """Nobody edits a request: it is answered, refused or taken back."""

    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 70
    empty_hint = "党员申请更正、复制、删除自己的信息后，出现在这里；当面提出的，在“报到党员”里登记。"
    listing = request_list
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = "state_shown member kind text area entered_by asked_at due_on answer decided_by decided_at"
    object_actions = object_actions_of(data_requests)
