"""What was taken out of the trail, for the auditor."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.base import DeskAdmin
from orgtree.trail.lists import erasure_list
from orgtree.trail.models import Erasure


@admin.register(Erasure)
class ErasureAdmin(DeskAdmin):
    """A line for each time that words about persons left a table which is written once: from where, never what."""

    view_permission = P.AUDIT_VIEW
    menu_place = "audit"
    tab_position = 25
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "有人注销账号，或保存期限到了，系统从变更记录、访问记录和办理经过中抹去个人信息时，自动记在这里；抹去的内容不再保留。"
    listing = erasure_list
    shows = "at table_shown columns_shown taken cause_shown"
