"""Covenants and what is recognised of them, for programs."""

from cocon.bases import CoconViewSet
from cocon.covenants.lists import covenant_list, recognition_list
from cocon.covenants.services import covenant_acts, recognition_acts


class CovenantViewSet(CoconViewSet):
    """Covenants within the viewer's posts; a unit sees its own."""

    acts, listing = covenant_acts, covenant_list
    texts = {
        "list": ("承诺列表", "职责范围内或本单位的承诺。"),
        "retrieve": ("一项承诺", "谁的承诺、内容、起止日期、是否公示。"),
    }


class RecognitionViewSet(CoconViewSet):
    """What is recognised within the viewer's posts; a unit sees its own."""

    acts, listing = recognition_acts, recognition_list
    texts = {
        "list": ("承诺认可列表", "职责范围内或本单位得到的认可；只有认可，没有负面登记。"),
        "retrieve": ("一条认可", "认可什么、哪天。"),
    }
