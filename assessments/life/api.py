"""三会一课 for programs."""

from assessments.bases import AssessViewSet
from assessments.life.lists import life_list
from assessments.life.services.quarters import life_acts


class LifeQuarterViewSet(AssessViewSet):
    """Quarters of the branches in the viewer's areas."""

    acts, listing = life_acts, life_list
    texts = {
        "list": ("三会一课列表", "支部每个季度的党员大会、支委会、党小组会、党课是否按期。"),
        "retrieve": ("支部一个季度的三会一课", "各项是否按期和核对情况。"),
    }
