"""For the auditor: every write, every look at personal data, and who may do what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.utils import timezone
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orgtree.choices import Permission, PostKind
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.history import PAGE_SIZE, entries_of, event_model, untold_fields
from orgtree.desk.site import desk_page
from orgtree.looks.lists import look_list
from orgtree.looks.models import AccessLog
from orgtree.people.models.people import User
from orgtree.scope.models.rows import area_paths, scope_condition
from orgtree.scope.rules.grants import BLOCKS, EXCLUSIVE_POSTS, GRANTS, reaches_down, seats_told, sits_at_units
from orgtree.web.page_marks import reads_anything


@admin.register(AccessLog)
class AccessLogAdmin(ScopedAdmin):
    """Looks at personal data, newest first; nobody writes here by hand."""

    view_permission = P.AUDIT_VIEW
    menu_place = "audit"
    tab_position = 20
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "有人查看、导出个人信息，或把信息交给单位时，自动记在这里，不能修改。"
    listing = look_list
    date_hierarchy = "at"
    search_fields = ("actor__name", "subject", "reason")
    search_help_text = "操作人、对象或事由"
    shows = "at actor held action subject rows persons_shown reason area"


def audited_models() -> dict[str, type]:
    """Every model with a history, by label, in the order of the apps."""
    return {model._meta.label_lower: model for model in apps.get_models() if event_model(model)}


@dataclass(frozen=True)
class Days:
    """The days that the page shows, both included; None for an open end."""

    label: str
    since: date | None
    until: date | None

    @property
    def in_words(self) -> str:
        """最近7天（2026-11-23至2026-11-29）."""
        ends = f"{self.since or '最早一条'}至{self.until or '今天'}"
        return f"{self.label}（{ends}）" if self.since or self.until else self.label


# What is offered at one press, the first when nothing is asked; the record has no term: all of it is kept.
PERIODS: dict[str, Callable[[date], Days]] = {
    "week": lambda today: Days("最近7天", today - timedelta(days=6), today),
    "month30": lambda today: Days("最近30天", today - timedelta(days=29), today),
    "month": lambda today: Days("本月", today.replace(day=1), today),
    "all": lambda today: Days("全部保存的记录", None, None),
}


class AuditForm(forms.Form):
    """What to look for; accounts when nothing is asked."""

    kind = forms.ChoiceField(label="对象", required=False, widget=UnfoldAdminSelectWidget)
    actor = forms.CharField(
        label="操作人账号",
        required=False,
        max_length=100,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    period = forms.ChoiceField(required=False, choices=[(key, key) for key in PERIODS], widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, model._meta.verbose_name) for key, model in audited_models().items()]

    def clean_actor(self):
        """The account's id; None when the field is empty."""
        text = self.cleaned_data["actor"]
        if not text:
            return None
        try:
            return User.objects.get_by_natural_key(text).pk
        except User.DoesNotExist:
            raise forms.ValidationError("没有这个账号") from None

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", "截止日期早于开始日期")
        return self.cleaned_data


@desk_page("audit/", "audit")
@reads_anything
def audit_page(request):
    """Every write of one kind of object, newest first, within the auditor's areas; 403 without AUDIT_VIEW."""
    if not request.user.holds(P.AUDIT_VIEW):
        raise PermissionDenied
    question = request.GET.copy()
    question.setdefault("kind", User._meta.label_lower)  # else the form would show another kind than the list
    form = AuditForm(question)
    asked = form.cleaned_data if form.is_valid() else {}
    days, chosen = days_asked(asked)
    kind = asked.get("kind") or User._meta.label_lower
    found = writes(request.user, kind=kind, actor=asked.get("actor"), since=days.since, until=days.until)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
    page.object_list = entries_of(page.object_list)
    context = {
        **admin.site.each_context(request),
        "title": "操作审计",
        "form": form,
        "kind": audited_models()[kind]._meta.verbose_name,
        "days": days,
        "chosen": chosen,
        "periods": [(key, build(timezone.localdate()).label) for key, build in PERIODS.items()],
        "page": page,
        "page_var": PAGE_VAR,
    }
    return TemplateResponse(request, "orgtree/looks/audit.html", context)


def days_asked(asked: dict) -> tuple[Days, str]:
    """(the days, the key of PERIODS that they are) of a valid form; days of one's own choice go before a period."""
    since, until = asked.get("since"), asked.get("until")
    if since or until:
        return Days("自选日期", since, until), ""
    key = asked.get("period") or next(iter(PERIODS))
    return PERIODS[key](timezone.localdate()), key


def writes(user, *, kind: str, actor: int | None = None, since: date | None = None, until: date | None = None):
    """The writes of one kind of object in the auditor's areas; of a model without owners, all of them."""
    model = audited_models()[kind]
    rows = event_model(model).objects.select_related("pgh_context").order_by("-pgh_id")
    if area_paths(model):
        rows = rows.filter(scope_condition(model, user, P.AUDIT_VIEW, prefix="pgh_obj"))
    if actor:
        rows = rows.filter(pgh_context__metadata__user=actor)
        for name in untold_fields(model):  # to ask by whom would tell it
            rows = rows.exclude(**{name: actor})
    if since:
        rows = rows.filter(pgh_created_at__gte=midnight(since))
    if until:
        rows = rows.filter(pgh_created_at__lt=midnight(until + timedelta(days=1)))
    return rows


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def permission_told(permission: str, kind: str) -> str:
    """What the table calls a permission of posts of `kind`: marked where it reaches the units below."""
    down = reaches_down(permission) and sits_at_units(kind)
    return Permission(permission).label + ("（含下级单位）" if down else "")


@desk_page("grants/", "grants")
def grants_page(request):
    """Which post may do what, app by app: the table of `scope.rules.grants`, for everyone on the desk."""
    rows = [
        {
            "label": PostKind(kind).label,
            "description": grant.description,
            "seats": seats_told(kind),
            "blocks": [
                {
                    "label": BLOCKS[app].label,
                    "permissions": sorted(permission_told(permission, kind) for permission in granted),
                }
                for app, granted in grant.blocks.items()
            ],
            "exclusive": kind in EXCLUSIVE_POSTS,
            "mine": any(post.kind == kind for post in request.user.live_posts),
        }
        for kind, grant in GRANTS.items()
    ]
    context = {**admin.site.each_context(request), "title": "岗位权限表", "rows": rows}
    return TemplateResponse(request, "orgtree/looks/grants.html", context)
