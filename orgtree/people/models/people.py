"""Who signs in, and the posts that give them authority."""

from collections.abc import Collection
from copy import copy
from datetime import date

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import cached_property

from orgtree.choices import Permission, PostKind, PostState, Standing
from orgtree.database.audit import audited
from orgtree.database.prepared import Prepared
from orgtree.database.spans import ends_after_it_begins
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet
from orgtree.scope.rules.grants import EXCLUSIVE_POSTS, GRANTS, post_kinds_with
from orgtree.text.crypto import EncryptedTextField, blind_index
from orgtree.text.namesakes import Called
from orgtree.text.rules.phones import masked_phone, normal_account, normal_phone


def phone_index(phone: str) -> str:
    """The blind index of a phone number, equal however the number is written."""
    return blind_index(normal_phone(phone), purpose="phone")


class PhoneOwner:
    """What models with `phone` and `phone_hash` have in common."""

    def set_phone(self, phone: str) -> None:
        """Store a phone and its index; ValueError when it is no mobile number."""
        self.phone = normal_phone(phone) if phone else ""
        self.phone_hash = phone_index(phone) if phone else None

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)


class UserManager(BaseUserManager.from_queryset(ScopedQuerySet)):
    def get_by_natural_key(self, account: str):
        """The user of an account name or phone number; raises DoesNotExist."""
        text = normal_account(account)
        try:
            return self.get(phone_hash=phone_index(text))
        except ValueError:
            return self.get(account=text)


@audited(exclude=("password", "last_login"))
class User(Called, PhoneOwner, AbstractBaseUser):
    """A person who signs in, by account name (staff) or phone (members)."""

    scope_area = "home"
    personal_fields = ("name", "phone")  # masked wherever the audit trail is shown

    account = models.CharField(
        "账号",
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9._-]{2,39}$", "账号用小写字母开头，3至40位，可含数字、点、横线")],
    )
    phone = EncryptedTextField("手机号", blank=True, default="")
    phone_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    name = models.CharField("姓名", max_length=40)
    home = models.ForeignKey(
        "orgtree.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name="管理归属",
        help_text="由哪一级的系统管理员维护此账号；党员自行注册的账号留空",
    )
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    USERNAME_FIELD = "account"
    EMAIL_FIELD = None

    objects = UserManager()

    # Set by the API on the instance that a token signed in: never more than the token's scopes. None: no token, no limit.
    token_scopes: frozenset[str] | None = None
    # Set by the acts on the instance of a request: codes of what another person has to do. The record of refusals reads it.
    refused: tuple[str, ...] = ()

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(phone_hash__isnull=False),
                name="user_has_account_or_phone",
                violation_error_message="账号和手机号至少填写一个",
            )
        ]

    def get_full_name(self) -> str:
        return self.name

    @property
    def told_apart(self) -> str:
        """The name with what no other account has: how the person is called wherever one of several is chosen."""
        return f"{self.name}（{self.account or self.masked_phone}）"

    @cached_property
    def live_posts(self) -> list["Post"]:
        """The posts held today, read once per request."""
        return POSTS_HELD(holder=self.pk, today=timezone.localdate())

    @cached_property
    def unread_notices(self) -> int:
        """How many notices wait to be read, asked once per request."""
        return self.notices.filter(read_at__isnull=True).count()

    @property
    def is_staff(self) -> bool:
        """Whether a live post opens the staff desk."""
        return any(GRANTS[post.kind].staff for post in self.live_posts)

    def token_covers(self, scope: str) -> bool:
        """Whether the token that this instance came in with, if any, includes `scope`."""
        return self.token_scopes is None or scope in self.token_scopes

    def without_token(self) -> "User":
        """The same person as their posts alone make them."""
        person = copy(self)
        person.token_scopes = None
        return person

    @property
    def state(self) -> str:
        """For its acts."""
        return Standing.OPEN if self.is_active else Standing.ENDED

    def holds_over_all(self, permission: str) -> bool:
        """Whether a live post carries `permission` over every place where anybody holds a post: what has no area of its own
        holds for all of them.
        """
        return self.token_covers(permission) and any(
            post.is_over_all and post.kind in post_kinds_with(permission) for post in self.live_posts
        )

    def holds(self, permission: str, *, at: Collection[str] = ()) -> bool:
        """Whether some live post carries `permission`, wherever it is seated; with `at`, at an area of one of these kinds."""
        return self.token_covers(permission) and any(
            post.kind in post_kinds_with(permission) and (not at or (post.area and post.area.kind in at))
            for post in self.live_posts
        )

    def holds_at(self, permission: str, area) -> bool:
        """Whether `permission` reaches `area`."""
        return type(area).objects.allowed(self, permission).filter(pk=area.pk).exists()

    # The admin asks these; the answers are the posts', never a superuser flag's.
    def has_perm(self, perm: str, obj=None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


# As text: no lookup of the ORM says it as shortly.
OVER_ALL = """orgtree_post.kind = ANY(%s) AND orgtree_post.area_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM orgtree_post other
    JOIN orgtree_user holder ON holder.id = other.holder_id
    LEFT JOIN orgtree_institution unit ON unit.id = other.institution_id
    JOIN orgtree_area place ON place.id = COALESCE(other.area_id, unit.area_id)
    JOIN orgtree_area mine ON mine.id = orgtree_post.area_id
    WHERE holder.is_active AND NOT other.waits AND other.since <= %s AND (other.until IS NULL OR other.until > %s)
    AND NOT (place.tree_id = mine.tree_id AND place.lft >= mine.lft AND place.rght <= mine.rght))"""


class PostQuerySet(ScopedQuerySet):
    def live(self, on: date | None = None):
        """Posts held today, or on another day, by people whose account is in use; none that waits for its second person."""
        today = on or timezone.localdate()
        held = self.filter(Q(until__isnull=True) | Q(until__gt=today), since__lte=today, holder__is_active=True)
        return held.filter(waits=False)

    def waiting(self):
        """Posts that one person has given and no other has confirmed or declined."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.localdate()), waits=True)

    def misseated(self):
        """Posts not yet ended whose kind may not sit where they do: from before seats were limited, or at a place that has
        become of another kind since.
        """
        seated = Q(pk__in=[])
        for kind, grant in GRANTS.items():
            seated |= Q(kind=kind) & (Q(area__kind__in=grant.seats) | Q(institution__kind__in=grant.seats))
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.localdate())).exclude(
            pk__in=Post.objects.filter(seated)
        )

    def with_is_over_all(self, on: date | None = None):
        """With `is_over_all`: no live post is seated outside the area of this one. Asked only of kinds that keep rules, in the
        statement itself: the menu of every page wants to know.
        """
        kinds, today = sorted(post_kinds_with(Permission.RULES_EDIT)), on or timezone.localdate()
        return self.annotate(is_over_all=RawSQL(OVER_ALL, [kinds, today, today], models.BooleanField()))


def _exclusive_trigger() -> pgtrigger.Trigger:
    """Who holds a post that excludes others holds no second one in the same days, whoever writes; the holder's row is locked for it."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(EXCLUSIVE_POSTS))
    return pgtrigger.Trigger(
        name="post_excludes",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
    PERFORM FROM orgtree_user WHERE id = NEW.holder_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM orgtree_post other
        WHERE other.holder_id = NEW.holder_id AND other.kind <> NEW.kind AND (other.kind IN ({kinds}) OR NEW.kind IN ({kinds}))
          AND daterange(other.since, other.until) && daterange(NEW.since, NEW.until)
    ) THEN
        RAISE EXCEPTION 'a post that excludes others' USING ERRCODE = 'check_violation', CONSTRAINT = 'post_held_alone';
    END IF;
    RETURN NULL;""",
    )


@audited()
class Post(models.Model):
    """A post that a person holds at an area or a unit, from `since` until the day `until` (not included).

    One that opens data of persons `waits` until somebody other than who gave it confirms it: until then it gives no right.
    """

    scope_area = ("area", "institution__area")
    names_persons = STAFF_ONLY

    holder = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name="任职人")
    kind = models.CharField("岗位", max_length=20, choices=PostKind.choices)
    area = models.ForeignKey(
        "orgtree.Area", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="任职区域"
    )
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name="任职单位"
    )
    since = models.DateField("任职日期", default=timezone.localdate)
    until = models.DateField("离任日期", null=True, blank=True, help_text="当日起不再享有权限")

    waits = models.BooleanField("待确认", default=False, db_default=False, editable=False)
    given_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="任命人"
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        triggers = [_exclusive_trigger()]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, institution__isnull=True)
                | Q(area__isnull=True, institution__isnull=False),
                name="post_has_one_seat",
                violation_error_message="任职区域和任职单位须填且只填一个",
            ),
            ends_after_it_begins("post_ends_after_it_begins", "离任日期不能早于任职日期"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("given_by")) & ~Q(confirmed_by=F("holder")),
                name="post_confirmed_by_another",
                violation_error_message="任职由任命人和本人以外的人确认",
            ),
            models.UniqueConstraint(
                fields=["holder", "kind", "area", "institution"],
                condition=Q(until__isnull=True),
                nulls_distinct=False,
                name="post_held_once_at_a_time",
                violation_error_message="此人已在该处担任同一岗位",
            ),
        ]

    @property
    def is_live(self) -> bool:
        """Whether the post is held today; the holder's account is not asked."""
        today = timezone.localdate()
        return not self.waits and self.since <= today and (self.until is None or self.until > today)

    @property
    def state(self) -> str:
        """For its acts, by today's date."""
        today = timezone.localdate()
        if self.until and self.until <= today:
            return PostState.ENDED
        if self.waits:
            return PostState.WAITING
        return PostState.COMING if self.since > today else PostState.LIVE

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.area or self.institution}）"


POSTS_HELD = Prepared(
    lambda holder, today: (
        Post.objects.live(today).filter(holder=holder).with_is_over_all(today).select_related("area", "institution")
    ),
    holder=-1,
    today=date.min,
)
