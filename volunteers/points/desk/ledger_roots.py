"""The nightly roots and checks of the points ledger on the desk."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from orgtree.chain.desk import RootAdmin
from orgtree.choices import Permission as P
from orgtree.desk.base import DeskAdmin
from volunteers.points.lists import check_list, root_list
from volunteers.points.models.ledger_roots import LedgerCheck, LedgerRoot


@admin.register(LedgerRoot)
class LedgerRootAdmin(RootAdmin):
    """One line a night. Printed and signed, it proves later what the ledger said."""

    view_permission = P.LEDGER_CHECK
    tab_position = 40
    duty_permissions = (P.LEDGER_CHECK,)
    empty_hint = "每天23:40自动生成一条：把当天所有账户的末条摘要连成一个数，打印留存后可以证明账本没有被改动。"
    listing = root_list
    proves = (
        "本单打印签名后与服务器分开保管。日后核对时，由系统管理员用本单摘要执行账本核验（verify_ledger），"
        "摘要一致，即可证明当日以前的积分条目未被改动、删除或调换。"
    )


@admin.register(LedgerCheck)
class LedgerCheckAdmin(DeskAdmin):
    """What each night's check of the ledger found."""

    view_permission = P.LEDGER_CHECK
    menu_place = "audit"
    tab_position = 30
    duty_permissions = (P.LEDGER_CHECK,)
    empty_hint = "每天23:40自动核验全部积分条目，结果记在这里；有问题时通知审计人员和系统管理员。"
    listing = check_list
    shows = "made_at result_shown accounts entries faults_shown"

    @display(description="问题")
    def faults_shown(self, check):
        if not check.fault_count:
            return "无。全部条目、账根和计分都对得上。"
        shown = format_html_join("", "<li>{}</li>", [(one,) for one in check.faults])
        more = f"另有{check.fault_count - len(check.faults)}处" if check.fault_count > len(check.faults) else ""
        return format_html("<ol>{}</ol>{}", shown, more)
