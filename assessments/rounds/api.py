"""Rounds, their subjects, facts, extras and reports, for programs."""

from assessments.bases import AssessViewSet
from assessments.rounds.lists import (
    extra_list,
    fact_list,
    member_list,
    report_list,
    round_list,
    sheet_list,
    subject_list,
)
from assessments.rounds.services.extras import extra_acts
from assessments.rounds.services.panels import member_acts, sheet_acts
from assessments.rounds.services.reports import report_acts
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.subjects import subject_acts
from orgtree.choices import Permission as P


class RoundViewSet(AssessViewSet):
    """Rounds of the viewer's areas."""

    acts, listing = round_acts, round_list
    texts = {
        "list": ("评议轮次列表", "职责范围内组织的轮次。"),
        "retrieve": ("一个评议轮次", "方案、年度、状态和各步时间。"),
    }


class SubjectViewSet(AssessViewSet):
    """Subjects of those rounds; a subject sees itself."""

    acts, listing = subject_acts, subject_list
    texts = {
        "list": ("考评对象列表", "职责范围内轮次的考评对象；考评对象看到自己。"),
        "retrieve": ("一个考评对象", "名称、同类组、述职顺序和会议记录。"),
    }


class FactViewSet(AssessViewSet):
    """What closed figures say of subjects."""

    listing = fact_list
    texts = {
        "list": ("考评事实列表", "启动时从关账指标取的数；以后的更正不改它。"),
        "retrieve": ("一条考评事实", "数值、说明和取数时间。"),
    }


class ExtraViewSet(AssessViewSet):
    """Honours, criticism and vetoes with their documents."""

    acts, listing = extra_acts, extra_list
    texts = {
        "list": ("加减分列表", "有文件依据的加分、扣分和否决。"),
        "retrieve": ("一条加减分", "事项、次数和依据文件。"),
    }


class ReportViewSet(AssessViewSet):
    """Reports of subjects."""

    acts, listing = report_acts, report_list
    texts = {
        "list": ("述职报告列表", "职责范围内的述职报告及审阅情况。"),
        "retrieve": ("一份述职报告", "正文、第几稿和审阅意见。"),
    }


class MemberViewSet(AssessViewSet):
    """Who is on panels, for those who keep rolls."""

    acts, listing = member_acts, member_list
    permissions = {"*": P.ASSESS_ROLL}
    texts = {
        "list": ("考评组成员列表", "维护名册的人看职责范围内轮次的考评组。"),
        "retrieve": ("一个考评组成员", "轮次、考评人和是否在组。"),
    }


class SheetViewSet(AssessViewSet):
    """Sheets of panels, for those who keep rolls; one's own."""

    acts, listing = sheet_acts, sheet_list
    permissions = {"*": P.ASSESS_ROLL}
    texts = {
        "list": ("评分表列表", "维护名册的人看职责范围内的；考评人看自己的。"),
        "retrieve": ("一张评分表", "考评对象、项目、实地情况和提交时间。"),
    }
