"""What honours and trainings declare for the ground floor."""

from django.utils import timezone

from assessments.honours.models import Honour
from orgtree.declare import Broken, Occupant, registry

registry.add_occupants(
    [
        Occupant(
            "honours",
            "有效的示范与荣誉",
            "项",
            lambda area: Honour.objects.in_force_on(timezone.localdate()).filter(area=area),
        )
    ]
)
registry.add_constraints(
    {
        "honour_once": Broken("known", "这份文件的这一项已经登记", "number"),
        "training_roll_once": Broken("known", "这次培训已登记这类对象，有误的先作废", "audience"),
    }
)
