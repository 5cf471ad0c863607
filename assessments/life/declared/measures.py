"""Figures of 三会一课: quarters of branches that are over, those that were kept, the share (domain 6.2)."""

from django.db.models import DateField, ExpressionWrapper, F, IntegerField, Value
from django.db.models.functions import ExtractQuarter, ExtractYear, Greatest, Least

from assessments.keytasks.rules import share_of
from assessments.life.choices import LifeState
from assessments.life.lists import life_list
from assessments.life.models import LifeQuarter
from assessments.life.services.quarters import branches
from orgtree.declare import Column, Derived, Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.units.declared.measures import ORGS
from orgtree.units.lists import party_org_list

GROUP = "平时考核指标"
QUARTERS = Marker(LifeQuarter, ("state", "is_kept", "ended_on", "branch"), area="branch__area", day="ended_on")


def _quarter(day):
    """Quarters since the year nought: of two days, as many ends of quarters lie between as these differ by."""
    return ExtractYear(day) * 4 + ExtractQuarter(day)


def due(window: Window):
    """Branches with the number of `quarters` of the period, over by now, on whose last day they were in being.

    Counted by the database, so that the statement is the same for every period: it is put together once.
    """
    after = ExpressionWrapper(Value(window.last_day, DateField()) + Value(1), DateField())
    until, since = Least(after, F("dissolved_on")), Greatest(Value(window.period.start, DateField()), F("founded_on"))
    quarters = ExpressionWrapper(_quarter(until) - _quarter(since), IntegerField())
    rows = branches().annotate(quarters=quarters).filter(quarters__gt=0)
    return rows.select_related("area__parent__parent", "institution").order_by("area_id", "pk")


def kept(window: Window):
    """Quarters of the period in which nothing was missed, as checked by the time of the fill."""
    rows = LifeQuarter.objects.filter(state=LifeState.CHECKED, is_kept=True, checked_at__lte=window.as_of)
    rows = rows.filter(ended_on__gte=window.period.start, ended_on__lte=window.last_day)
    return rows.select_related("branch__area__parent__parent").order_by("ended_on", "pk")


registry.add_figures(
    [
        Measure(
            key="assessments.life_due",
            label="应开展三会一课",
            unit="支部季度",
            definition="统计期内结束的季度，每个季度末存续的社区、网格党支部各计一次，单位党支部不计",
            rows=due,
            value="quarters",
            marks=(ORGS,),
            area="area",
            dated=True,
            columns=(
                *party_org_list.pick("name place founded_on"),
                Column("季度数", lambda org: org.quarters, number=True, field="quarters"),
            ),
            group=GROUP,
        ),
        Measure(
            key="assessments.life_kept",
            label="按期开展三会一课",
            unit="支部季度",
            definition="其中支部党员大会、支委会、党小组会、党课都按期、经另一人核对的；不设支委会、党小组的不作要求",
            rows=kept,
            marks=(QUARTERS, ORGS),
            area="branch__area",
            columns=life_list.pick("branch place year quarter congress committee group lecture"),
            group=GROUP,
            additive=True,
        ),
        Derived(
            key="assessments.life_share",
            label="三会一课完成率",
            unit="%",
            definition="按期开展三会一课 ÷ 应开展三会一课；没有登记或没有核对的算没有完成，不看次数多少",
            parts=("assessments.life_kept", "assessments.life_due"),
            formula=share_of,
            group=GROUP,
        ),
    ]
)
