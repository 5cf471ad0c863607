"""What requests that act have in common: which rows they name, why, and what became of them."""

from rest_framework import serializers
from rest_framework.response import Response

from orgtree.api.fields import IdSerializerField
from orgtree.services.outcome import Outcome

MOST_AT_ONCE = 500


class ManySerializer(serializers.Serializer):
    """The rows that a desk decides on at once."""

    ids = serializers.ListField(
        child=IdSerializerField(), min_length=1, max_length=MOST_AT_ONCE, help_text=f"编号，最多{MOST_AT_ONCE}个"
    )


class WhySerializer(serializers.Serializer):
    """A decision that the person reads the reason of."""

    reason = serializers.CharField(min_length=2, max_length=200, help_text="事由，2到200字，本人可见")


class RefusalSerializer(serializers.Serializer):
    id = serializers.IntegerField(allow_null=True, help_text="记录编号；不存在或不在范围的为空")
    message = serializers.CharField(help_text="未办理的原因")


class OutcomeSerializer(serializers.Serializer):
    done = serializers.IntegerField(help_text="已办理条数")
    refused = RefusalSerializer(many=True, help_text="未办理的记录及原因")


def told(outcome: Outcome) -> Response:
    """How many rows were done, and which were not, and why."""
    refused = [{"id": row and row.pk, "message": message} for row, message in outcome.refused]
    return Response(OutcomeSerializer({"done": outcome.done, "refused": refused}).data)
