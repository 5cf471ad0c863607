"""Two files of members that look like one person, and what was said of them: so that nobody is asked twice."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.members.choices.pair import PairState
from volunteers.members.models.member import Member
from volunteers.members.models.own import OfMemberQuerySet


class MemberPairQuerySet(OfMemberQuerySet):
    def allowed(self, user, permission: str):
        """Those of which the viewer may read both persons."""
        return super().allowed(user, permission).filter(other__in=Member.objects.allowed(user, permission).values("pk"))

    def of(self, one: int, another: int):
        """What was said of these two, whichever stands first."""
        return self.filter(Q(member=one, other=another) | Q(member=another, other=one))

    def standing(self):
        """But for those that were not merged, which may be asked about again."""
        return self.exclude(state=PairState.DECLINED)

    def waiting(self):
        """Proposed, and not yet looked at by a second person."""
        return self.filter(state=PairState.WAITING)


@audited()
class MemberPair(models.Model):
    """Two members, and whether they are one: then `other` becomes part of `member`. A row that was decided is never changed back."""

    scope_area = "member__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="pairs", verbose_name="党员")
    other = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="pairs_other", verbose_name="另一登记")
    state = models.CharField("状态", max_length=10, choices=PairState.choices)
    entered_by = by_account("登记人")
    entered_at = models.DateTimeField("登记时间")
    decided_by = by_account_later("复核人")
    decided_at = models.DateTimeField("复核时间", null=True, blank=True)

    objects = MemberPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "重复登记"
        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                Least("member", "other"),
                Greatest("member", "other"),
                condition=~Q(state=PairState.DECLINED),
                name="member_pair_once",
                violation_error_message="这两个登记已办理过",
            ),
            in_state(
                [PairState.MERGED, PairState.DECLINED],
                "member_pair_decided_with_author",
                "复核须有复核人和时间",
                has="decided_by decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=PairState.MERGED) | ~Q(decided_by=F("entered_by")),
                name="member_pair_merged_by_two",
                violation_error_message="合并须由另一人复核",
            ),
            models.CheckConstraint(
                condition=~Q(member=F("other")),
                name="member_pair_of_two",
                violation_error_message="请选择两个不同的登记",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.member.number}、{self.other.number}"
