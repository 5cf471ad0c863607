"""Whether areas report the forms that are asked of them: those of the form's level, as on 报表进度."""

from django.db.models import Q

from orgtree.declare import Window, registry
from orgtree.declare.marking import Marker
from orgtree.figures.completeness import Completeness
from orgtree.oneform.lists import return_list
from orgtree.oneform.models import KINDS, AskedForm, FormReturn
from orgtree.tree.declared.measures import AREAS

RETURNS = Marker(FormReturn, ("state", "area", "due_on", "confirmed_at"), area="area", day="due_on")
FORMS = Marker(AskedForm, ("level",))

OF_ITS_LEVEL = Q(pk__in=[])
for level, kinds in KINDS.items():
    OF_ITS_LEVEL |= Q(form__level=level, area__kind__in=kinds)


def returns(window: Window):
    return FormReturn.objects.filter(OF_ITS_LEVEL).select_related("form", "area")


COLUMNS = return_list.pick("form area period due state confirmed_at")
registry.add_figures(Completeness("form_return", "报表上报", returns, COLUMNS, (RETURNS, FORMS, AREAS)).figures())
