"""Key tasks, supervision visits and mechanisms for programs."""

from assessments.bases import AssessViewSet
from assessments.keytasks.lists import key_task_list, part_list, visit_list
from assessments.keytasks.services.mechanism import part_acts
from assessments.keytasks.services.tasks import key_task_acts
from assessments.keytasks.services.visits import visit_acts
from orgtree.api.filters import YearFilter


class KeyTaskViewSet(AssessViewSet):
    """The lists of the viewer's areas."""

    acts, listing = key_task_acts, key_task_list
    asked = {"year": YearFilter()}
    texts = {
        "list": ("重点任务列表", "职责范围内各年度的重点任务清单。"),
        "retrieve": ("一项重点任务", "要求、牵头单位、完成时限和状态。"),
    }


class SupervisionVisitViewSet(AssessViewSet):
    """Visits to the viewer's areas and of them."""

    acts, listing = visit_acts, visit_list
    texts = {
        "list": ("督导列表", "职责范围内的督导：日期、督导组、发现的问题。"),
        "retrieve": ("一次督导", "日期、督导组、发现的问题和关联的重点任务。"),
    }


class MechanismPartViewSet(AssessViewSet):
    """The mechanisms of the viewer's areas."""

    acts, listing = part_acts, part_list
    texts = {
        "list": ("工作机制列表", "专项工作组、成员单位和召开会议的组织。"),
        "retrieve": ("工作机制的一项", "种类、名称、起止日期。"),
    }
