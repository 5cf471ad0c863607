"""Surveys that wait for the desk: paper for a second person, and those whose last day is over."""

from django.urls import reverse
from django.utils import timezone

from assessments.surveys.choices import BatchState, SurveyState
from assessments.surveys.models import Survey, SurveyBatch
from orgtree.choices import Permission as P
from orgtree.declare import Card, CardKind, Finder, registry
from orgtree.desk.finding import find_by

registry.add_cards(
    [
        Card(
            key="assessments.survey_paper",
            label="待第二人录入的纸质答卷",
            hint="同一批纸质答卷须由另一人再录一遍，两遍一致才计入",
            place="assessments",
            rows=lambda user: (
                SurveyBatch.objects.allowed(user, P.SURVEY_MANAGE)
                .filter(state=BatchState.FIRST)
                .exclude(first_by=user.pk)
            ),
            since="first_at",
            minutes=15,
            url=lambda user: f"{reverse('admin:assessments_surveybatch_changelist')}?state__exact={BatchState.FIRST}",
            permission=P.SURVEY_MANAGE,
        ),
        Card(
            key="assessments.surveys_to_close",
            label="到期未截止的调查",
            hint="截止日期已过，录完纸质答卷后截止并公布",
            place="assessments",
            kind=CardKind.DUE,
            rows=lambda user: Survey.objects.allowed(user, P.SURVEY_MANAGE).due_to_close(timezone.localdate()),
            since="closes_on",
            minutes=5,
            url=lambda user: f"{reverse('admin:assessments_survey_changelist')}?state__exact={SurveyState.OPEN}",
            permission=P.SURVEY_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("surveys", "满意度调查", P.ASSESS_VIEW, find_by(Survey, P.ASSESS_VIEW, "title"))])
