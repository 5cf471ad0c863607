"""The roll of a poll as a sheet, a line for each person and class."""

from django import forms

from assessments.ballots.services.importing import plan_roll, write_roll
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import NameField, RowForm

HOSTS = frozenset({AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET, AreaKind.TOWN})


class RollRowForm(RowForm):
    """One person in one class."""

    aliases = {
        "poll": ("编号",),
        "name": ("投票人",),
        "about": ("单位职务", "单位及职务", "身份"),
        "account": ("账号", "手机号", "手机"),
        "voter_class": ("投票人类别", "身份类别"),
        "subject": ("对象",),
    }
    example = {
        "poll": "TP2026-0001",
        "name": "示例甲子",
        "about": "区人大代表",
        "account": "",
        "voter_class": "两代表一委员",
        "subject": "",
    }

    poll = NameField(label="投票编号", max_length=20)
    name = NameField(label="姓名", max_length=40)
    about = forms.CharField(label="职务", max_length=60, required=False)
    account = forms.CharField(
        label="账号或手机号", max_length=40, required=False, help_text="没有账号的留空，用纸质票或终端投票"
    )
    voter_class = NameField(label="类别", max_length=200, help_text="同一人有几个类别的，可以写在一格，用分号隔开")
    subject = forms.CharField(
        label="评议对象", max_length=80, required=False, help_text="只对一个对象投票的填写，对全部投票的留空"
    )


register_importers(
    Importer(
        key="ballot-roll",
        title="投票人名册",
        hint="每行一人一个类别；同一人有几个类别的写几行，只投一张票，已在名册上的不重复",
        permission=P.ASSESS_ROLL,
        kinds=HOSTS,
        form=RollRowForm,
        plan=plan_roll,
        write=write_roll,
        undo="录入有误：在“投票人名册”中移出。",
    )
)
