"""Tables of the ground floor, a module per noun."""

from orgtree.acts.models import ActStep
from orgtree.assigned.models import Task, TaskAssist, TaskFile, TaskRemark
from orgtree.boards.models import BoardQuestion, BoardReading, KeptView, ReportSentence
from orgtree.borders.models import BorderChange, BorderStep
from orgtree.calendar.models.deadlines import DeadlineRule
from orgtree.calendar.models.office_hours import OfficeHours
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.doubts.models import FigureDoubt
from orgtree.figures.models import Correction, Figure, FigureAttempt, FigureFill, FigureMark, FigureReturn, FigureRule
from orgtree.imports.models import ImportJob
from orgtree.looks.models import AccessLog
from orgtree.notices.models.channels import ContactAddress, Delivery, UnwantedNotice
from orgtree.notices.models.notices import Notice
from orgtree.oneform.models import AskedForm, BurdenNorm, FormItem, FormProtest, FormReturn
from orgtree.people.models.drafts import Draft
from orgtree.people.models.people import Post, User
from orgtree.people.models.sign_ins import Device, SignInRecord
from orgtree.people.models.tokens import ApiToken
from orgtree.proofs.models import CosignKey, PaperLeaf, PaperRoot
from orgtree.runs.models import Run
from orgtree.scope.models.rows import ScopedQuerySet
from orgtree.trail.models import Erasure, TrailPart, TrailRoot
from orgtree.tree.models import Area
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg

__all__ = [
    "AccessLog",
    "ActStep",
    "ApiToken",
    "Area",
    "AskedForm",
    "BoardQuestion",
    "BoardReading",
    "BorderChange",
    "BorderStep",
    "BurdenNorm",
    "ContactAddress",
    "Delivery",
    "Correction",
    "CosignKey",
    "DeadlineRule",
    "Device",
    "Draft",
    "Erasure",
    "Figure",
    "FigureAttempt",
    "FigureDoubt",
    "FigureFill",
    "FigureMark",
    "FigureReturn",
    "FigureRule",
    "FormItem",
    "FormProtest",
    "FormReturn",
    "ImportJob",
    "Institution",
    "KeptView",
    "Notice",
    "OfficeHours",
    "PartyOrg",
    "PaperLeaf",
    "PaperRoot",
    "Post",
    "ReportSentence",
    "Run",
    "ScopedQuerySet",
    "SignInRecord",
    "Task",
    "TaskAssist",
    "TaskFile",
    "TaskRemark",
    "TrailPart",
    "TrailRoot",
    "UnwantedNotice",
    "User",
    "WorkdayOverride",
]
