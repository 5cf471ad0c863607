"""Tables of the ground floor, a module per noun."""

from orgtree.models.access import AccessLog
from orgtree.models.act_steps import ActStep
from orgtree.models.area import Area
from orgtree.models.channels import ContactAddress, Delivery, UnwantedNotice
from orgtree.models.deadlines import DeadlineRule
from orgtree.models.figures import Correction, Figure, FigureAttempt, FigureFill, FigureMark
from orgtree.models.institution import Institution
from orgtree.models.jobs import ImportJob
from orgtree.models.notices import Notice
from orgtree.models.office_hours import OfficeHours
from orgtree.models.party import PartyOrg
from orgtree.models.people import Post, User
from orgtree.models.runs import Run
from orgtree.models.scope import ScopedQuerySet
from orgtree.models.sentences import ReportSentence
from orgtree.models.tasks import Task
from orgtree.models.tokens import ApiToken
from orgtree.models.workdays import WorkdayOverride

__all__ = [
    "AccessLog",
    "ActStep",
    "ApiToken",
    "Area",
    "ContactAddress",
    "Delivery",
    "Correction",
    "DeadlineRule",
    "Figure",
    "FigureAttempt",
    "FigureFill",
    "FigureMark",
    "ImportJob",
    "Institution",
    "Notice",
    "OfficeHours",
    "PartyOrg",
    "Post",
    "ReportSentence",
    "Run",
    "ScopedQuerySet",
    "Task",
    "UnwantedNotice",
    "User",
    "WorkdayOverride",
]
