"""Surveys and what is published of them, for programs. Answers are no program's business."""

from rest_framework import serializers

from assessments.bases import AssessViewSet
from assessments.surveys.lists import cell_list, survey_list
from assessments.surveys.services.surveys import survey_acts
from orgtree.api.listed import serializer_of

CellSerializer = serializer_of(
    cell_list,
    options=serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        read_only=True,
        help_text="每个问题各项的份数：满意、基本满意、不满意",
    ),
)


class SurveyViewSet(AssessViewSet):
    """Surveys within the viewer's posts."""

    acts, listing = survey_acts, survey_list
    texts = {
        "list": ("满意度调查列表", "职责范围内的满意度调查。公布前没有任何计数。"),
        "retrieve": ("一项满意度调查", "问题、抽样种子与名单摘要；同样的种子抽出同样的名单。"),
    }


class SurveyCellViewSet(AssessViewSet):
    """What is published, within the viewer's posts."""

    listing = cell_list
    serializer_class = CellSerializer
    texts = {
        "list": (
            "满意度结果列表",
            "已公布的结果，每行不少于5份答卷；不足的并入上一级，凑不足时再并入一个相邻的。某区域的结果是它和它以下各行之和。",
        ),
        "retrieve": ("一条满意度结果", "答卷份数与各题各项的份数；公布后不再改动。"),
    }
