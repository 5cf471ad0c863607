"""Tasks: given, done, confirmed."""

from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import UnderFilter
from orgtree.api.listed import ListedViewSet, made_once, one_code_of, serializer_of
from orgtree.api.parsers import FilesParser, JSONParser
from orgtree.assigned.acts import task_acts
from orgtree.assigned.evidence import add_evidence
from orgtree.assigned.giving import give_once, is_late, origin_of, progress_of
from orgtree.assigned.lists import task_list
from orgtree.assigned.models import Task, TaskAssist, TaskFile
from orgtree.assigned.rules import CAPTION_LENGTH, EVIDENCE
from orgtree.assigned.seen import TABS, seen_tasks, tasks_of_tab
from orgtree.choices import OWN, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.files.rules import MEGABYTE
from orgtree.files.shown import file_url
from orgtree.remarks.api import RemarksMixin
from orgtree.units.models.institution import Institution


class ProgressSerializer(serializers.Serializer):
    done = serializers.IntegerField(help_text="已完成数量")
    goal = serializers.IntegerField(allow_null=True, help_text="目标数量；不计数的任务为空")
    unit = serializers.CharField(help_text="量词；自己填报的为空")


class OriginSerializer(serializers.Serializer):
    title = serializers.CharField(help_text="来源的名称")
    url = serializers.CharField(help_text="来源的页面")


class AssistSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="协办区域")
    owner_kind_label = KindLabelField("owner_kind", help_text="协办岗位名称")

    class Meta:
        model = TaskAssist
        fields = ["area", "institution", "owner_kind", "owner_kind_label"]
        read_only_fields = fields


@extend_schema_field(ProgressSerializer)
class ProgressField(serializers.Field):
    def to_representation(self, task):
        done, goal, unit = progress_of(task)
        return {"done": done, "goal": goal, "unit": unit}


@extend_schema_field(OriginSerializer(allow_null=True))
class OriginField(serializers.Field):
    def to_representation(self, task):
        origin = origin_of(task, self.context["request"].user)
        return {"title": origin[0], "url": origin[1]} if origin else None


@extend_schema_field(bool)
class LateField(serializers.Field):
    def to_representation(self, task):
        return is_late(task)


WHOLE = {"source": "*", "read_only": True}
TaskSerializer = serializer_of(
    task_list,
    area=AreaRefSerializer(help_text="承办区域"),
    assists=AssistSerializer(many=True, read_only=True, help_text="协办岗位"),
    is_late=LateField(help_text="是否已逾期", **WHOLE),
    progress=ProgressField(help_text="进度", **WHOLE),
    origin=OriginField(help_text="来源；没有或无权查看的为空", **WHOLE),
)


class GiveTaskSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=60, help_text="任务")
    asked = serializers.CharField(max_length=500, help_text="要求")
    area = IdSerializerField(help_text="承办区域的编号")
    institution = IdSerializerField(required=False, allow_null=True, help_text="由单位承办时，单位的编号")
    owner_kind = serializers.ChoiceField(choices=PostKind.choices, help_text="承办岗位")
    due_on = serializers.DateField(
        required=False, allow_null=True, help_text="完成日期，到当天下班前；与工作日数、小时数只填一项"
    )
    workdays = serializers.IntegerField(required=False, allow_null=True, help_text="几个工作日内完成，交办当天不计")
    hours = serializers.IntegerField(
        required=False, allow_null=True, help_text="几小时内完成，只计办公时间；与前两项只填一项"
    )
    goal = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=10_000_000, help_text="目标数量"
    )


class TabFilter(filters.ChoiceFilter):
    """The tasks of a tab, for whoever asks."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        tasks = tasks_of_tab(self.parent.request.user, value, timezone.now())
        return queryset.filter(pk__in=tasks.order_by().values("pk"))


READING = ("list", "retrieve", "remarks", "add_remark", "files", "add_files")


class TaskFileSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField(help_text="文件的地址，须登录")

    class Meta:
        model = TaskFile
        fields = ["id", "caption", "added_at", "url"]
        read_only_fields = fields

    def get_url(self, file) -> str:
        return file_url("task-file", file.pk)


class AddFilesSerializer(serializers.Serializer):
    files = serializers.ListField(
        child=serializers.FileField(),
        min_length=1,
        max_length=EVIDENCE.most,
        help_text=f"图片或 PDF，可多个；每个不超过{EVIDENCE.most_bytes // MEGABYTE}兆字节，每项任务共{EVIDENCE.most}个",
    )
    caption = serializers.CharField(
        max_length=CAPTION_LENGTH, default="", allow_blank=True, help_text="这几个附件共同的说明"
    )


def with_relations(tasks):
    """What is due first on top, with all that a row shows."""
    rows = tasks.select_related("area", "institution", "giver_area").prefetch_related("assists__area")
    return rows.order_by("due_at", "id")


class TaskViewSet(RemarksMixin, ActsMixin, ListedViewSet):
    """Tasks within the viewer's posts."""

    acts = task_acts
    remark_key = "task"
    queryset = with_relations(Task.objects.all())
    listing = task_list
    serializer_class = TaskSerializer
    asked = {
        "which": TabFilter(choices=list(TABS.items()), label="todo待办，assist协办，given我交办的，late逾期"),
        "state": one_code_of(task_list, "state"),
        "under": UnderFilter(label="此区域及其下级"),
    }
    permissions = {"*": P.TASK_VIEW, "create": P.TASK_GIVE}
    tag = "任务"
    texts = {
        "list": ("任务列表", "职责范围内和由本人岗位承办的任务，先到期的在前。"),
        "retrieve": ("一项任务", "要求、期限、进度与办理情况。"),
        "create": ("交办任务", "交给一个岗位，写明要求和期限；完成日期、工作日数与小时数只填一项。"),
        "files": ("任务的附件", "说明、时间和文件的地址；能看任务的人都能看。"),
        "add_files": (
            "添加任务附件",
            "由承办或协办岗位在办理中添加，以 multipart/form-data 提交。要么全部添加，要么都不添加；同一个附件再次上传不会重复。",
        ),
    }

    def scopes_needed(self) -> set[str]:
        return super().scopes_needed() | ({OWN} if self.action in READING else set())

    def get_queryset(self):
        if self.action not in READING:
            return super().get_queryset()
        return with_relations(seen_tasks(self.request.user))

    def get_parsers(self):
        """Files where they are added, JSON elsewhere; asked before the action is known."""
        adds = self.request is not None and self.action_map.get(self.request.method.lower()) == "add_files"
        return [FilesParser()] if adds else [JSONParser()]

    @extend_schema(responses=TaskFileSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def files(self, request, pk=None):
        return Response(TaskFileSerializer(self.get_object().files.all(), many=True).data)

    @extend_schema(
        request={"multipart/form-data": AddFilesSerializer},
        responses={201: TaskFileSerializer(many=True)},
        filters=False,
    )
    @files.mapping.post
    def add_files(self, request, pk=None):
        task = self.get_object()  # before the body is read: a stranger gets 404 whatever they send
        wanted = self.body_as(AddFilesSerializer)
        added = add_evidence(task_id=task.pk, uploads=wanted["files"], caption=wanted["caption"], by=request.user)
        return Response(TaskFileSerializer(added, many=True).data, status=status.HTTP_201_CREATED)

    @does(task_acts, "give")
    @extend_schema(request=GiveTaskSerializer, responses=made_once(TaskSerializer, "此前已这样交办，返回原任务"))
    def create(self, request):
        wanted = self.body_as(GiveTaskSerializer)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("区域", field="area")
        if wanted.get("institution") is not None:
            units = Institution.objects.allowed(request.user, P.TASK_GIVE)
            wanted["institution"] = units.filter(pk=wanted["institution"]).first()
            if wanted["institution"] is None:
                raise not_found("单位", field="institution")
        task, is_new = give_once(area=area, by=request.user, **wanted)
        return self.shown(task, created=is_new)
