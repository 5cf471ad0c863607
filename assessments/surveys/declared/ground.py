"""What surveys declare for the ground floor."""

from assessments.surveys.models import Survey
from assessments.surveys.services.surveys import NOT_PUBLISHED
from orgtree.declare import Broken, Occupant, registry
from orgtree.declare.notices import NoticeKind


def surveys_at(area):
    """Surveys of the area that are not over."""
    return Survey.objects.filter(area=area, state__in=NOT_PUBLISHED)


registry.add_notice_kinds([NoticeKind("surveys", "满意度调查", ("survey",))])
registry.add_occupants([Occupant("surveys", "未公布的满意度调查", "项", surveys_at)])
registry.add_constraints(
    {
        "survey_title_once_a_year": Broken("title_known", "该区域本年度已有同名调查", "title"),
        "survey_asks_somebody": Broken("size", "至少抽取1户", "size"),
        "household_drawn_once": Broken("drawn", "已经抽样", None),
    }
)
