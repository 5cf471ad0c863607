"""Sheets that people hand in about budgets."""

import unicodedata
from decimal import Decimal

from django import forms

from cocon.projects.choices import FundKind
from cocon.projects.rules.money import MOST_YUAN
from cocon.projects.services.fund_sheets import plan_budgets, write_budgets
from cocon.projects.services.funds import FIRST_YEAR, GRANTED_TO, LAST_YEAR
from orgtree.choices import Permission as P
from orgtree.sheets.declaring import Importer, register_importers
from orgtree.sheets.forms import CountField, NameField, RowForm

UNITS = {"万元": 10_000, "万": 10_000, "元": 1}


class YuanField(forms.DecimalField):
    """Yuan with at most two decimals: 40000, 40,000元, 4万元."""

    fills_down = False

    def to_python(self, value):
        text = unicodedata.normalize("NFKC", str(value or "")).replace(",", "").strip()
        unit = next((unit for unit in UNITS if text.endswith(unit)), "")
        number = super().to_python(text.removesuffix(unit).strip())
        return None if number is None else Decimal(number) * UNITS.get(unit, 1)


class BudgetRowForm(RowForm):
    """One kind of money of an area and a year."""

    aliases = {
        "place": ("社区", "街道", "区域", "使用区域"),
        "kind": ("类别", "资金类别", "经费类别"),
        "name": ("名称", "预算名称", "经费名称"),
        "yuan": ("金额", "预算", "预算金额", "金额（元）"),
    }
    example = {"place": "东园社区", "kind": "党建活动经费", "name": "党建活动经费", "year": "2026", "yuan": "20000"}

    place = NameField(
        label="使用区域", max_length=60, required=False, help_text="区县、街道或社区的名称；不填算导入的区域"
    )
    kind = NameField(label="资金类别", max_length=20, help_text="从可选值中选")
    name = NameField(label="预算名称", max_length=40, required=False, help_text="不填与类别相同")
    year = CountField(label="年度")
    yuan = YuanField(
        label="预算（元）", min_value=Decimal("0.01"), max_value=MOST_YUAN, decimal_places=2, help_text="也可写 4万元"
    )

    def clean_year(self):
        if not FIRST_YEAR <= self.cleaned_data["year"] <= LAST_YEAR:
            raise forms.ValidationError(f"应在{FIRST_YEAR}到{LAST_YEAR}之间")
        return self.cleaned_data["year"]


register_importers(
    Importer(
        key="budgets",
        title="经费预算",
        hint="登记区县、街道和社区的年度经费；区域、类别、名称和年度都相同的不重复登记，金额不同的列为错误",
        permission=P.COCON_BUDGET,
        kinds=GRANTED_TO,
        form=BudgetRowForm,
        plan=plan_budgets,
        write=write_budgets,
        undo="登记有误：在“经费预算”中调整额度，另记一笔。",
        stays="预算记入台账，不能撤销；请在“经费预算”中调整额度，另记一笔",
        choices=lambda: {"kind": list(FundKind.labels)},
    )
)
