"""The steps that are about a person, for the copy of their data: earlier reasons that the rows no longer say are in it."""

from django.db.models import Q

from orgtree.acts.course import passed
from orgtree.acts.declaring import Acts, declared_acts
from orgtree.acts.models import ActStep
from orgtree.declare import Section
from orgtree.sheets.workbooks import plain

HEADERS = ("事项", "办理", "原状态", "新状态", "时间", "原因")


def steps_section(member) -> Section:
    """办理经过: every step that is about `member`, on whatever row and by whomever; who did it is not told.

    A row may have been another's before or since: what was said to them is not in it. Of a member without an account the
    rows tell.
    """
    rows = []
    for acts in (acts for acts in declared_acts() if acts.member or acts.account):
        for step in ActStep.objects.filter(_theirs(acts, member), noun=acts.noun).order_by("pk"):
            told = passed(acts, step)
            rows.append((acts.model._meta.verbose_name, told.act, told.before, told.state, plain(told.at), told.reason))
    return Section("办理经过", HEADERS, rows)


def _theirs(acts: Acts, member) -> Q:
    theirs = Q(about=member.user_id) if member.user_id else Q(pk__in=[])
    if not acts.member:
        return theirs
    own = acts.model._default_manager.filter(**{acts.member: member.pk}).order_by().values("pk")
    return theirs | Q(about__isnull=True, row_id__in=own)
