"""What surveys declare for the ground floor."""

from assessments.surveys.lists import survey_list
from assessments.surveys.models import Survey
from assessments.surveys.services.surveys import NOT_PUBLISHED
from orgtree.choices import Permission as P
from orgtree.declare import Broken, Occupant, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.tables import ListedRows


def surveys_at(area):
    """Surveys of the area that are not over."""
    return Survey.objects.filter(area=area, state__in=NOT_PUBLISHED)


def published(window: Window):
    """Surveys that were published in the period, by the time of the fill."""
    rows = Survey.objects.filter(published_at__gte=window.beginning, published_at__lt=window.ending)
    return rows.filter(published_at__lte=window.as_of).select_related("area").order_by("published_at", "pk")


registry.add_notice_kinds([NoticeKind("surveys", "满意度调查", ("survey",))])
registry.add_occupants([Occupant("surveys", "未公布的满意度调查", "项", surveys_at)])
registry.add_constraints(
    {
        "survey_title_once_a_year": Broken("title_known", "该区域本年度已有同名调查", "title"),
        "survey_asks_somebody": Broken("size", "至少抽取1户", "size"),
        "household_drawn_once": Broken("drawn", "已经抽样", None),
    }
)
registry.add_listed_rows(
    [
        ListedRows(
            "assessments.surveys",
            "满意度调查",
            published,
            "area",
            survey_list.pick("title area kind year size closes_on published_at"),
            P.ASSESS_VIEW,
        )
    ]
)
