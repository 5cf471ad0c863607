"""Long work in the background: how far it is, and what its owner may do with it."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ColumnField, ListedViewSet, serializer_of
from orgtree.choices import OWN, RunState
from orgtree.declare import Column
from orgtree.runs import progress_of, runs_seen_by, url_of
from orgtree.runs.acts import run_acts
from orgtree.runs.lists import run_list
from orgtree.runs.models import Run


class DoneField(serializers.IntegerField):
    """How many are done; of what is whole, all or none."""

    def to_representation(self, run) -> int:
        return progress_of(run)[0]


RunSerializer = serializer_of(
    run_list,
    title=ColumnField(run_list.columns["title"]),
    done=DoneField(source="*", read_only=True, help_text="已处理的数量"),
    total=serializers.IntegerField(help_text="总数；还不知道的为0"),
    counts=serializers.DictField(child=serializers.IntegerField(), help_text="结果：各项数量"),
    message=serializers.CharField(help_text="没有完成的原因"),
    url=ColumnField(Column("结果所在的页面，没有的为空", url_of)),
)


class RunViewSet(ActsMixin, ListedViewSet):
    """One's own runs, and those that a post shows."""

    acts = run_acts
    queryset = Run.objects.select_related("area").order_by("-id")
    listing = run_list
    serializer_class = RunSerializer
    asked = {
        "kind": filters.CharFilter(label="事项的代码", max_length=60),
        "state": filters.ChoiceFilter(choices=RunState.choices, label="状态"),
    }
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
