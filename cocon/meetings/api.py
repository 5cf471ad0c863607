"""Topics, meetings and what was agreed, for programs."""

from cocon.bases import CoconViewSet
from cocon.meetings.lists import attendance_list, meeting_list, outcome_list, series_list, topic_list
from cocon.meetings.services.agenda import outcome_acts
from cocon.meetings.services.attendance import attendance_acts
from cocon.meetings.services.meetings import meeting_acts
from cocon.meetings.services.series import series_acts
from cocon.meetings.services.topics import topic_acts
from orgtree.api.listed import serializer_of

TAG = "共建会议"


class TopicViewSet(CoconViewSet):
    """Topics within the viewer's posts; a unit sees its own."""

    acts, listing, tag = topic_acts, topic_list, TAG
    texts = {
        "list": ("议题列表", "职责范围内的议题；单位看到本单位提出的。"),
        "retrieve": ("一个议题", "来源、状态与解决情况。"),
    }


class MeetingSeriesViewSet(CoconViewSet):
    """Meetings planned at once; each date is a meeting of its own."""

    acts, listing, tag = series_acts, series_list, TAG
    texts = {
        "list": ("例会安排列表", "职责范围内按周期安排的会议。"),
        "retrieve": ("一个例会安排", "周期、起止与固定议程。"),
    }


class MeetingViewSet(CoconViewSet):
    """Meetings within the viewer's posts; a unit sees those to which it is invited."""

    acts, listing, tag = meeting_acts, meeting_list, TAG
    texts = {
        "list": ("会议列表", "职责范围内的会议；单位看到受邀参加的。"),
        "retrieve": ("一次会议", "时间、地点与状态。"),
    }


class AttendanceViewSet(CoconViewSet):
    """Who is invited and who came; a unit sees its own."""

    acts, listing, tag = attendance_acts, attendance_list, TAG
    texts = {
        "list": ("到会列表", "职责范围内的到会情况；无权查看个人信息的，姓名为空。"),
        "retrieve": ("一条到会情况", "单位、状态与请假事由。"),
    }


OutcomeSerializer = serializer_of(outcome_list, "MeetingOutcome")


class OutcomeViewSet(CoconViewSet):
    """What meetings agreed on."""

    serializer_class = OutcomeSerializer
    acts, listing, tag = outcome_acts, outcome_list, TAG
    texts = {
        "list": ("议定事项列表", "职责范围内会议的决定、通报和任务。"),
        "retrieve": ("一条议定事项", "类型、内容与任务。"),
    }
