"""Helping pairs, help, social organisations and their services for programs."""

from cocon.bases import CoconViewSet
from cocon.helping.lists import contribution_list, engagement_list, help_list, pair_list, service_list
from cocon.helping.services.contributions import contribution_acts
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.social import engagement_acts, service_acts


class HelpingPairViewSet(CoconViewSet):
    """Pairs within the viewer's posts; a unit sees its own."""

    acts, listing = pair_acts, pair_list
    texts = {
        "list": ("帮扶对子列表", "职责范围内或本单位的帮扶对子。只有编号，不含帮扶对象的姓名、电话、住址。"),
        "retrieve": ("一个帮扶对子", "编号、由谁帮扶、需求、起止日期与状态。"),
    }


class HelpGivenViewSet(CoconViewSet):
    """What was given within the viewer's posts; a unit sees its own."""

    acts, listing = help_acts, help_list
    texts = {
        "list": ("帮扶记录列表", "职责范围内或本单位的走访、资金、物资、出工；金额为整数分。"),
        "retrieve": ("一条帮扶记录", "方式、日期、金额或折价（分）、天数与做了什么。"),
    }


class ContributionViewSet(CoconViewSet):
    """What units gave within the viewer's posts; a unit sees its own."""

    acts, listing = contribution_acts, contribution_list
    texts = {
        "list": ("单位投入列表", "职责范围内或本单位为社区共建出的资金和物资，帮扶对子里的不在内；金额为整数分。"),
        "retrieve": ("一笔单位投入", "单位、社区、资金或物资、日期、金额或折价（分）与用在哪里。"),
    }


class EngagementViewSet(CoconViewSet):
    """Social organisations brought in within the viewer's posts; an organisation sees its own."""

    acts, listing = engagement_acts, engagement_list
    texts = {
        "list": ("引进社会组织列表", "职责范围内引进的社会组织，起止日期与做什么。"),
        "retrieve": ("一条引进记录", "社会组织、区域、做什么、起止日期。"),
    }


class SocialServiceViewSet(CoconViewSet):
    """Sessions of social workers within the viewer's posts; an organisation sees its own."""

    acts, listing = service_acts, service_list
    texts = {
        "list": ("社工服务列表", "职责范围内的社工服务，一次一条。"),
        "retrieve": ("一次社工服务", "类型、内容、日期、时长、人数。"),
    }
