"""Service teams (志愿服务队) and who serves in them, from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins
from orgtree.database.stamps import by_account_later
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import EVERY_ROW, inside
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.teams import rules
from volunteers.teams.choices import TeamKind, TeamPlace, TeamRole, TeamState

LIVE = [place for place in TeamPlace if place in rules.LIVE]


class ServiceTeamQuerySet(ScopedQuerySet):
    def in_being_on(self, day):
        """Founded by `day` and not dissolved then."""
        return self.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day), founded_on__lte=day)

    def current(self):
        return self.in_being_on(timezone.localdate())

    def joined_by(self, user):
        """Teams in which the person serves today, or waits to be taken in."""
        return self.filter(Q(people__place__in=LIVE), people__member__user=user.pk).distinct()

    def led_by(self, user):
        return self.filter(leader__user=user.pk)

    def around(self, member):
        """Teams that the member may know of: their community's and its grids', those of the areas above, and their own."""
        return rows_of_either(self, *self.around_each_way(member))

    def around_each_way(self, member) -> list:
        """Those of `around`, by each reason to know of them."""
        live = member.report_ins.live().select_related("community").first()
        home = live.community if live else member.area
        places = TeamMember.objects.filter(member=member).values("team")
        reasons = [inside(home, "area"), Q(area__in=home.get_ancestors()), Q(pk__in=places), Q(leader=member)]
        return [self.filter(reason) for reason in reasons]


@audited()
class ServiceTeam(models.Model):
    """One team. `contact` is an office or a duty phone, shown to everybody, never a person's own number."""

    scope_area = "area"
    names_persons = ("leader",)

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="teams", verbose_name="所属区域")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("类别", max_length=16, choices=TeamKind.choices)
    slogan = models.CharField("口号", max_length=60, blank=True)
    contact = models.CharField(
        "联系方式", max_length=60, blank=True, help_text="所有人可见：写办公地点或值班电话，不写个人手机号"
    )
    founded_on = models.DateField("成立日期")
    dissolved_on = models.DateField("解散日期", null=True, blank=True)
    leader = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, blank=True, related_name="led_teams", verbose_name="队长"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = ServiceTeamQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务队"
        ordering = ["area", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(dissolved_on__isnull=True),
                name="team_name_once_per_area",
                violation_error_message="这一区域已有同名的服务队",
            ),
            ends_after_it_begins(
                "team_dissolved_after_founding", "解散日期不能早于成立日期", begins="founded_on", ends="dissolved_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_being(self) -> bool:
        return self.dissolved_on is None or self.dissolved_on > timezone.localdate()

    @property
    def state(self) -> str:
        """Whether it is in being, by the name that acts know it by."""
        return TeamState.IN_BEING if self.in_being else TeamState.DISSOLVED


class TeamMemberQuerySet(OfMemberQuerySet):
    def led_by(self, user):
        """Places in teams that the person leads."""
        return self.filter(team__leader__user=user.pk, team__dissolved_on__isnull=True)

    def live(self):
        return self.filter(place__in=LIVE)

    def waiting(self):
        return self.filter(place=TeamPlace.ASKED)

    def serving(self):
        return self.filter(place=TeamPlace.SERVING)

    def serving_on(self, day):
        """Taken in by `day`, and not gone before it ended."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


@audited()
class TeamMember(models.Model):
    """A person's place in a team. `since` is the day of being taken in, `until` the first day without."""

    scope_area = "team__area"
    names_persons = EVERY_ROW

    team = models.ForeignKey(ServiceTeam, models.PROTECT, related_name="people", verbose_name="服务队")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="teams", verbose_name="党员")
    place = models.CharField("状态", max_length=10, choices=TeamPlace.choices, default=TeamPlace.ASKED)
    role = models.CharField("职务", max_length=10, choices=TeamRole.choices, default=TeamRole.MEMBER)
    asked_at = models.DateTimeField("申请时间")
    since = models.DateField("入队日期", null=True, blank=True)
    until = models.DateField("离队日期", null=True, blank=True)
    decided_by = by_account_later("办理人")
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务队队员"
        ordering = ["team", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "member"],
                condition=Q(place__in=LIVE),
                name="team_place_once_per_person",
                violation_error_message="已在队中，或已提交申请",
            ),
            models.CheckConstraint(
                condition=~Q(place=TeamPlace.SERVING) | Q(since__isnull=False, until__isnull=True),
                name="team_place_serving_since",
                violation_error_message="在队须有入队日期",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=False, until__gte=F("since")),
                name="team_place_ends_after_it_begins",
                violation_error_message="离队日期不能早于入队日期",
            ),
        ]
        indexes = [models.Index(fields=["member", "place"], name="team_place_of_member")]

    def __str__(self) -> str:
        return f"{self.member} · {self.team}"

    @property
    def state(self) -> str:
        """Where the person stands, by the name that acts know it by."""
        return self.place

    @state.setter
    def state(self, place: str) -> None:
        self.place = place
