"""For the auditor: every write, every look at personal data, and who may do what."""

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

from orgtree.admin.base import ScopedAdmin
from orgtree.admin.history import PAGE_SIZE, entries_of, event_model
from orgtree.choices import Permission, PostKind
from orgtree.choices import Permission as P
from orgtree.models import AccessLog, User
from orgtree.models.scope import area_paths, scope_condition
from orgtree.page_marks import reads_anything
from orgtree.rules.grants import BLOCKS, EXCLUSIVE_POSTS, GRANTS, reaches_down, seats_told, sits_at_units


@admin.register(AccessLog)
class AccessLogAdmin(ScopedAdmin):
    """Looks at personal data, newest first; nobody writes here by hand."""

    view_permission = P.AUDIT_VIEW
    menu_place = "audit"
    tab_position = 20
    duty_permissions = (P.AUDIT_VIEW,)
    empty_hint = "有人查看、导出个人信息，或把信息交给单位时，自动记在这里，不能修改。"
    list_display = ("at", "actor", "action", "subject", "rows", "reason", "area")
    list_filter = ("action", "area")
    list_select_related = ("actor", "area")
    date_hierarchy = "at"
    search_fields = ("actor__name", "subject", "reason")
    search_help_text = "操作人、对象或事由"
    fields = ("at", "actor", "action", "subject", "rows", "reason", "area")
    readonly_fields = fields


def audited_models() -> dict[str, type]:
    """Every model with a history, by label, in the order of the apps."""
    return {model._meta.label_lower: model for model in apps.get_models() if event_model(model)}


class AuditForm(forms.Form):
    """What to look for; the last week of accounts when nothing is asked."""

    kind = forms.ChoiceField(label="对象", required=False, widget=UnfoldAdminSelectWidget)
    actor = forms.CharField(
        label="操作人账号",
        required=False,
        max_length=100,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))

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


@reads_anything
def audit_page(request):
    """Every write of one kind of object, newest first, within the auditor's areas; 403 without AUDIT_VIEW."""
    if not request.user.holds(P.AUDIT_VIEW):
        raise PermissionDenied
    form = AuditForm(request.GET or None, initial={"kind": User._meta.label_lower, "since": week_ago()})
    asked = {"kind": User._meta.label_lower, "since": week_ago()}
    if form.is_bound and form.is_valid():
        asked = {key: value for key, value in form.cleaned_data.items() if value}
    page = Paginator(writes(request.user, **asked), PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
    page.object_list = entries_of(page.object_list)
    context = {
        **admin.site.each_context(request),
        "title": "操作审计",
        "form": form,
        "page": page,
        "page_var": PAGE_VAR,
    }
    return TemplateResponse(request, "admin/audit.html", context)


def week_ago() -> date:
    return timezone.localdate() - timedelta(days=7)


def writes(user, *, kind: str = "", actor: int | None = None, since: date | None = None, until: date | None = None):
    """The writes of one kind of object in the auditor's areas; of a model without owners, all of them."""
    model = audited_models()[kind or User._meta.label_lower]
    rows = event_model(model).objects.select_related("pgh_context").order_by("-pgh_id")
    if area_paths(model):
        rows = rows.filter(scope_condition(model, user, P.AUDIT_VIEW, prefix="pgh_obj"))
    if actor:
        rows = rows.filter(pgh_context__metadata__user=actor)
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


def grants_page(request):
    """Which post may do what, app by app: the table of `rules.grants`, for everyone on the desk."""
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
    return TemplateResponse(request, "admin/grants.html", context)
