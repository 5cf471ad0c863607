"""Long work in the background: how far it is, and what its owner may do with it."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import ScopedFilterSet
from orgtree.choices import OWN, RunState
from orgtree.runs import progress_of, runs_seen_by, title_of, url_of
from orgtree.runs.acts import run_acts
from orgtree.runs.models import Run


class RunSerializer(serializers.ModelSerializer):
    title = serializers.SerializerMethodField(help_text="事项")
    area = AreaRefSerializer(help_text="区域")
    state_label = KindLabelField("state", help_text="状态名称")
    done = serializers.SerializerMethodField(help_text="已处理的数量")
    total = serializers.IntegerField(help_text="总数；还不知道的为0")
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="结果：各项数量")
    message = serializers.CharField(help_text="没有完成的原因")
    url = serializers.SerializerMethodField(help_text="结果所在的页面，没有的为空")

    class Meta:
        model = Run
        fields = [
            "id",
            "kind",
            "title",
            "area",
            "state",
            "state_label",
            "done",
            "total",
            "words",
            "counts",
            "message",
            "url",
            "created_at",
            "started_at",
            "ended_at",
        ]
        read_only_fields = fields

    def get_title(self, run) -> str:
        return title_of(run)

    @extend_schema_field(serializers.IntegerField)
    def get_done(self, run) -> int:
        return progress_of(run)[0]

    def get_url(self, run) -> str:
        return url_of(run)


class RunFilter(ScopedFilterSet):
    kind = filters.CharFilter(label="事项的代码", max_length=60)
    state = filters.ChoiceFilter(choices=RunState.choices, label="状态")

    class Meta:
        model = Run
        fields: list[str] = []


class RunViewSet(ActsMixin, ReadViewSet):
    """One's own runs, and those that a post shows."""

    acts = run_acts
    queryset = Run.objects.select_related("area").order_by("-id")
    serializer_class = RunSerializer
    filterset_class = RunFilter
    permissions: dict[str, str] = {"*": OWN}
    tag = "后台办理"
    texts = {
        "list": ("后台办理列表", "本人发起的和职责范围内可见的后台办理，最新的在前。"),
        "retrieve": ("一次后台办理", "状态与进度，可反复查询。"),
    }

    def get_queryset(self):
        if self.act:
            return super().get_queryset()
        return runs_seen_by(self.request.user).select_related("area").order_by("-id")
