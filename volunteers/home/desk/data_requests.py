"""Requests about personal data on the desk: answered or refused with a reason; noted on the member's page."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ScopedAdmin
from volunteers.home.lists import request_list
from volunteers.home.models import DataRequest
from volunteers.home.services.data_requests import data_requests

ASK_FOR_MEMBER = make_button(data_requests, "ask", key="data-request")


@admin.register(DataRequest)
class DataRequestAdmin(ScopedAdmin):
    """Nobody edits a request: it is answered, refused or taken back."""

    acts = data_requests
    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 70
    empty_hint = "党员申请更正、复制、删除自己的信息后，出现在这里；当面提出的，在“报到党员”里登记。"
    listing = request_list
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = "state_shown member kind text area entered_by asked_at due_on answer decided_by decided_at"
