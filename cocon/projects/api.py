"""Budget lines, entries, what areas have of their norms, projects and the places that they reached by program."""

from django.utils import timezone
from rest_framework import serializers

from cocon.bases import CoconViewSet
from cocon.projects.lists import (
    entry_list,
    hearing_list,
    line_list,
    normed_list,
    paper_list,
    project_list,
    site_list,
)
from cocon.projects.services.compliance import with_standings
from cocon.projects.services.funds import line_acts
from cocon.projects.services.hearings import hearing_acts
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.projects import project_acts, site_acts
from orgtree.api.filters import IdFilter
from orgtree.api.listed import ColumnField, serializer_of


class FundLineViewSet(CoconViewSet):
    """Lines within the viewer's posts."""

    acts = line_acts
    listing = line_list
    serializer_class = serializer_of(line_list, completion=ColumnField(line_list.columns["completion"]))
    texts = {
        "list": ("经费预算列表", "职责范围内的预算；金额为元，还可用为预算减已分配和已批准。"),
        "retrieve": (
            "一条预算",
            "预算、已分配、已批准、已支付与还可用的金额；项目完成率按全部项目和已开始的项目分别给出。",
        ),
    }

    def get_queryset(self):
        return super().get_queryset().with_sums()


class FundEntryViewSet(CoconViewSet):
    """Entries within the viewer's posts."""

    listing = entry_list
    asked = {"area": IdFilter(field_name="line__area", label="使用区域的编号")}
    texts = {
        "list": ("经费分录列表", "职责范围内的分录，只增加不改动；金额为元，减少为负数。"),
        "retrieve": ("一条分录", "种类、金额、日期、事由或凭证号，冲正的是哪一条。"),
    }


class StandingSerializer(serializers.Serializer):
    """What an area has of one norm."""

    norm = serializers.IntegerField(source="norm.pk", help_text="标准的编号")
    key = serializers.CharField(source="norm.key", help_text="标准的名称")
    has = serializers.DecimalField(16, 2, help_text="已有：人数，或当年核定的元")
    should = serializers.DecimalField(16, 2, help_text="应有")


class NormedAreaViewSet(CoconViewSet):
    """Areas within the viewer's posts for which a norm of an area's own holds today."""

    listing = normed_list
    serializer_class = serializer_of(
        normed_list,
        held=serializers.IntegerField(read_only=True, help_text="适用标准（项）"),
        met=serializers.IntegerField(read_only=True, help_text="达标（项）"),
        lacking=ColumnField(normed_list.columns["lacking"]),
        standings=StandingSerializer(many=True, read_only=True, help_text="各项标准应有和已有的"),
    )
    texts = {
        "list": ("保障达标列表", "职责范围内适用其他保障标准的社区、街道：适用几项、达标几项，每项应有和已有多少。"),
        "retrieve": ("一个区域的保障达标", "适用几项、达标几项，每项应有和已有多少。"),
    }

    def get_queryset(self):
        return with_standings(super().get_queryset(), timezone.localdate()).filter(held__gt=0)

    def paginate_queryset(self, queryset):
        return self.listing.dressed(super().paginate_queryset(queryset))

    def get_object(self):
        [row] = self.listing.dressed([super().get_object()])
        return row


class ProjectViewSet(CoconViewSet):
    """Projects within the viewer's posts: of one's areas, or done by one's unit."""

    acts = project_acts
    listing = project_list
    texts = {
        "list": ("共建项目列表", "职责范围内或本单位承办的项目；金额为元，批准和支付见经费分录。"),
        "retrieve": ("一个项目", "从立项到结项的内容和状态。"),
    }


class HearingViewSet(CoconViewSet):
    """Hearings about projects within the viewer's posts."""

    acts = hearing_acts
    listing = hearing_list
    texts = {
        "list": ("议事听证列表", "职责范围内或本单位承办的项目的听证：到会、赞成、当时的规定和结果。"),
        "retrieve": ("一次议事听证", "到会、赞成、当时的规定和结果。"),
    }


class ProjectSiteViewSet(CoconViewSet):
    """小区 that projects reached."""

    acts = site_acts
    listing = site_list
    texts = {
        "list": ("整治小区列表", "职责范围内的项目整治的小区和楼栋数；几个项目可以有同一个小区。"),
        "retrieve": ("一个整治小区", "小区、楼栋数和项目。"),
    }


class ProjectPaperViewSet(CoconViewSet):
    """Papers of projects within the viewer's posts: of one's areas, or done by one's unit."""

    acts = paper_acts
    listing = paper_list
    texts = {
        "list": ("项目材料列表", "职责范围内或本单位承办的项目已登记的材料；文件在页面上打开。"),
        "retrieve": ("一份项目材料", "是哪种材料，存放在哪里，什么时候登记。"),
    }
