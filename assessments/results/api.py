"""Results and objections for programs; until they are shown they are the host's alone."""

from rest_framework import serializers

from assessments.bases import AssessViewSet
from assessments.results.lists import dispute_list, outcome_list, publicity_list
from assessments.results.models import Addend
from assessments.results.services.outcomes import outcome_acts
from assessments.results.services.publicity import dispute_acts, publicity_acts
from orgtree.api.filters import IdFilter
from orgtree.api.listed import serializer_of


class AddendSerializer(serializers.ModelSerializer):
    code = serializers.CharField(source="component.code", read_only=True, help_text="项目代码")
    name = serializers.CharField(source="component.name", read_only=True, help_text="项目")

    class Meta:
        model = Addend
        fields = ["code", "name", "raw", "weight", "counted", "product", "note"]
        read_only_fields = fields


OutcomeSerializer = serializer_of(
    outcome_list,
    "RoundOutcome",
    round=serializers.IntegerField(source="subject.round_id", read_only=True, help_text="轮次的编号"),
    addends=AddendSerializer(many=True, read_only=True, help_text="得分构成，四位小数；总分由精确值只舍入一次"),
)


class OutcomeViewSet(AssessViewSet):
    """Outcomes within the viewer's posts."""

    acts, listing = outcome_acts, outcome_list
    serializer_class = OutcomeSerializer
    asked = {"round": IdFilter(field_name="subject__round", label="轮次的编号")}
    texts = {
        "list": ("评议结果列表", "综合得分、构成、建议与评定等次；公示前只有组织方可见。"),
        "retrieve": ("一个评议结果", "每一项得分、权重和依据。"),
    }


class ResultDisputeViewSet(AssessViewSet):
    """Objections within the viewer's posts."""

    acts, listing = dispute_acts, dispute_list
    texts = {
        "list": ("结果异议列表", "职责范围内的异议和答复。"),
        "retrieve": ("一件异议", "异议、期限与答复。"),
    }


class PublicityViewSet(AssessViewSet):
    """When results are and were shown."""

    acts, listing = publicity_acts, publicity_list
    texts = {
        "list": ("结果公示列表", "职责范围内各轮次的公示起止日期。"),
        "retrieve": ("一次公示", "公示的轮次和起止日期，最后一天仍在公示。"),
    }
