"""The survey that is open, on a community's page for residents: who was drawn answers by the sheet at home, everybody checks the draw."""

from django.urls import reverse

from assessments.surveys.choices import SurveyState
from assessments.surveys.models import Survey
from orgtree.declare import DoorLine, DoorPart, registry


def open_surveys(community) -> list[DoorLine]:
    """Surveys of the community, or of an area above it, that take answers today."""
    above = community.get_ancestors(include_self=True)
    rows = Survey.objects.filter(area__in=above, state=SurveyState.OPEN).order_by("closes_on", "pk")
    return [
        DoorLine(
            survey.title,
            f"到{survey.closes_on.month}月{survey.closes_on.day}日，抽到的住户扫家里那张纸上的码作答；点开看怎么抽的",
            reverse("survey-draw", args=[survey.pk]),
        )
        for survey in rows
    ]


registry.add_doors([DoorPart("assessments.surveys", 40, "正在问大家", open_surveys)])
