"""Agreements by API: read by both sides, signed, sent back, cancelled, broken off."""

from rest_framework import serializers

from cocon.agreements.choices import AgreementState
from cocon.agreements.lists import agreement_list
from cocon.agreements.models import AgreementGoal
from cocon.agreements.services.acts import agreements
from cocon.bases import CoconViewSet
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import serializer_of


class GoalSerializer(serializers.ModelSerializer):
    """One goal; `counter` is empty where what is reached is told."""

    class Meta:
        model = AgreementGoal
        fields = ["text", "target", "measure_word", "counter", "told", "evidence"]
        read_only_fields = fields


STATES = "，".join(f"{code} {label}" for code, label in AgreementState.choices)


class AgreementViewSet(CoconViewSet):
    """Agreements of the viewer's unit, or of communities in the viewer's posts."""

    acts, listing = agreements, agreement_list
    queryset = agreement_list.rows().prefetch_related("goals")
    serializer_class = serializer_of(
        agreement_list,
        unit=PlainRefSerializer(help_text="单位"),
        state=serializers.CharField(read_only=True, help_text=STATES),
        goals=GoalSerializer(many=True, read_only=True, help_text="目标"),
    )
    texts = {
        "list": ("共建协议列表", "本单位的协议，或职责范围内社区的协议。"),
        "retrieve": ("一份共建协议", "双方责任、目标、期限与签订情况；最后一天仍有效。"),
    }
