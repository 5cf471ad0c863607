"""The trail's roots, and what was taken out of it, for the auditor."""

from django.contrib import admin

from orgtree.chain.desk import RootAdmin
from orgtree.choices import Permission as P
from orgtree.desk.base import DeskAdmin
from orgtree.trail.lists import erasure_list, trail_root_list
from orgtree.trail.models import Erasure, TrailRoot


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


@admin.register(TrailRoot)
class TrailRootAdmin(RootAdmin):
    """One line a night over histories, looks, steps and remarks."""

    view_permission = P.AUDIT_VIEW
    tab_position = 27
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = (
        "每天23:50自动生成一条：把前一天的变更记录、访问记录和办理经过连成一个数，打印留存后可以证明留痕没有被改动。"
    )
    listing = trail_root_list
    proves = (
        "本单打印签名后与服务器分开保管。日后核对时，由系统管理员用本单摘要执行留痕核验（verify_trail），"
        "摘要一致，即可证明前一日以前的变更记录、访问记录和办理经过未被改动、删除或插入。"
    )
