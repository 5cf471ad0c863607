"""Two files of one person become one: what is declared in `volunteers.declare.heirs` moves (docs/decisions/0074).

Every function has both members locked by its caller, in the order of their ids.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from orgtree.acts import Noted, note_steps
from orgtree.errors import RuleBroken
from volunteers.declare import Heir, heirs, members_merged
from volunteers.members.choices.people import ClosingCause, MemberState
from volunteers.members.choices.report_in import CloseReason
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING, ReportIn
from volunteers.members.rules.merging import keeps_first
from volunteers.members.services.consents import end_consents
from volunteers.members.services.member_acts import member_acts
from volunteers.members.services.report_in_acts import report_ins


def moves_of(kept: Member, gone: Member) -> list[str]:
    """What would move, in words: 12条服务记录."""
    found = [(heir.called, _moving(heir, kept, gone).count()) for heir in heirs.values() if heir.called]
    return [f"{number}{called}" for called, number in found if number]


def clashes_of(kept: Member, gone: Member) -> list[str]:
    """What has to be settled before these two can become one, in words."""
    said = []
    for heir in heirs.values():
        if heir.clash and heir.live is not None and _both_live(heir, kept, gone):
            said.append(heir.clash)
        if heir.clashes and (words := heir.clashes(kept, gone)):
            said.append(words)
    return said


def merge(kept: Member, gone: Member, *, by) -> None:
    """Everything that follows a person goes from `gone` to `kept`; the row of `gone` stays, empty, and leads there.

    Raises RuleBroken (a conflict) with what has to be settled first.
    """
    if kept.closed_at or gone.closed_at:
        raise RuleBroken("closed", "其中一个登记已注销或已合并", conflict=True)
    if clashes := clashes_of(kept, gone):
        raise RuleBroken("merge_clash", "；".join(clashes), conflict=True)
    for heir in heirs.values():
        if heir.moves:
            heir.moves(kept, gone, by)
        elif not heir.stays:
            _moving(heir, kept, gone).update(**{heir.field: kept})
    _fill(kept, gone)
    phone, user = gone.phone, gone.user
    _empty(kept, gone, by)
    members_merged.run(kept=kept, user=user, by=by)
    if phone and (not kept.phone or (user and kept.user_id == user.pk)):
        kept.set_phone(phone)
    kept.save()


def _of(heir: Heir, member: Member) -> QuerySet:
    return heir.model._base_manager.filter(**{heir.field: member.pk})


def _alike(heir: Heir, kept: Member) -> Exists:
    same = {name: OuterRef(name) for name in heir.alike}
    return Exists(_of(heir, kept).filter(heir.among, **same))


def _moving(heir: Heir, kept: Member, gone: Member) -> QuerySet:
    rows = _of(heir, gone)
    if heir.stays:
        return rows.none()
    if not heir.alike:
        return rows
    staying = rows.filter(heir.among).filter(_alike(heir, kept))
    return rows.exclude(pk__in=list(staying.values_list("pk", flat=True)))


def _both_live(heir: Heir, kept: Member, gone: Member) -> bool:
    same = {name: OuterRef(name) for name in heir.alike}
    other = _of(heir, kept).filter(heir.live, **same)
    return _of(heir, gone).filter(heir.live).filter(Exists(other)).exists()


def move_report_ins(kept: Member, gone: Member, by) -> None:
    """All of them; of two that live one is ended as a double, and what hangs on its community goes on."""
    live = {
        row.member_id: row
        for row in ReportIn.objects.live().filter(member__in=(kept.pk, gone.pk)).select_related("area")
    }
    if len(live) == 2:
        stays = live[kept.pk] if keeps_first(live[kept.pk].state, live[gone.pk].state) else live[gone.pk]
        _end_double(next(row for row in live.values() if row.pk != stays.pk), by)
    ReportIn.objects.filter(member=gone).update(member=kept)
    left = ReportIn.objects.live().filter(member=kept).select_related("area").first()
    if left:
        kept.area = left.area


def _end_double(report_in: ReportIn, by) -> None:
    """Not by the acts of a person who leaves: nobody leaves, and posts stay."""
    was, now = report_in.state, timezone.now()
    report_in.ended_at, key = now, "close" if was in BELONGING else "withdraw"
    report_in.state = report_ins[key].to
    report_in.close_reason = CloseReason.MISTAKE if key == "close" else ""
    report_in.state_before = report_in.suspend_reason = ""
    report_in.suspended_at = report_in.suspended_until = report_in.suspended_by = None
    report_in.save()
    note_steps(report_ins, [Noted(report_in, key, was, report_in.state, by, now, "重复登记合并")])


def move_consents(kept: Member, gone: Member, by) -> None:
    """All that were said; of each purpose the last word holds, so that a withdrawal is not undone by the other file."""
    withdrawn = Consent.objects.filter(member__in=(kept.pk, gone.pk), withdrawn_at__isnull=False)
    said = withdrawn.order_by("withdrawn_at").values_list("text__purpose", "withdrawn_at")
    last = dict(said)  # the latest of each purpose, before anything is ended here
    held = Consent.objects.filter(member=kept, withdrawn_at__isnull=True).values("text")
    twice = Consent.objects.filter(member=gone, withdrawn_at__isnull=True, text__in=held)
    end_consents(twice, by=by)
    Consent.objects.filter(member=gone).update(member=kept)
    live = Consent.objects.filter(member=kept, withdrawn_at__isnull=True).select_related("text")
    late = [one.pk for one in live if one.text.purpose in last and one.given_at < last[one.text.purpose]]
    end_consents(Consent.objects.filter(pk__in=late), by=by)


def _fill(kept: Member, gone: Member) -> None:
    """What the kept file does not say and the other does."""
    if not kept.unit_id:
        kept.unit = gone.unit
    kept.unit_name = kept.unit_name or gone.unit_name
    kept.free_times = sorted({*kept.free_times, *gone.free_times})
    kept.interests = sorted({*kept.interests, *gone.interests})
    kept.skills.add(*gone.skills.all())


def _empty(kept: Member, gone: Member, by) -> None:
    """The old row has no name, phone, unit or account of its own any more, and leads to the kept one."""
    gone.name, gone.unit_name = f"已并入{kept.number}", "已合并"
    gone.phone, gone.phone_hash, gone.unit, gone.user = "", None, None, None
    gone.free_times, gone.interests = [], []
    gone.skills.clear()
    gone.merged_into, gone.closed_at, gone.closed_cause = kept, timezone.now(), ClosingCause.MERGED
    gone.save()
    note_steps(member_acts, [Noted(gone, "merge", MemberState.OPEN, gone.state, by, gone.closed_at)])
