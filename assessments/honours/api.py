"""Honours and trainings for programs."""

from assessments.bases import AssessViewSet
from assessments.honours.lists import honour_list, roll_list, training_list
from assessments.honours.services.honours import honour_acts
from assessments.honours.services.trainings import roll_acts, training_acts


class HonourViewSet(AssessViewSet):
    """What documents recognise in the viewer's areas."""

    acts, listing = honour_acts, honour_list
    texts = {
        "list": ("示范与荣誉列表", "示范区市、示范街道、示范点、推广案例、荣誉和考录进编，都有上级机关文件。"),
        "retrieve": ("一项示范或荣誉", "名称、发文机关、文号、发文日期和状态。"),
    }


class TrainingViewSet(AssessViewSet):
    """The trainings of the viewer's areas."""

    acts, listing = training_acts, training_list
    texts = {
        "list": ("培训列表", "职责范围内举办的培训：方式、内容、日期、学时。"),
        "retrieve": ("一次培训", "方式、内容、日期、学时。"),
    }


class TrainingRollViewSet(AssessViewSet):
    """How many came to the trainings of the viewer's areas."""

    acts, listing = roll_acts, roll_list
    texts = {
        "list": ("培训人次列表", "每次培训各类对象的到场人次，不含姓名。"),
        "retrieve": ("一类对象的培训人次", "对象和人次。"),
    }
