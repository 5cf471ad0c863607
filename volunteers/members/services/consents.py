"""The words of consent in force, what somebody agreed to, and the note of it (docs/rules.md, "Consent")."""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, declare_acts, follow, note_first
from orgtree.choices import Permission as P
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from volunteers.members.choices.people import ConsentPurpose, ConsentState
from volunteers.members.models.consent import Consent, ConsentText
from volunteers.members.models.member import Member


def texts_in_force() -> list[ConsentText]:
    """The words to show today, one text per purpose, in the order of the purposes."""
    texts = ConsentText.objects.in_force(timezone.localdate())
    order = list(registry.purposes)
    return sorted(texts, key=lambda text: order.index(text.purpose))


def check_required(purposes: Collection[str]) -> None:
    """Raise RuleBroken at `purposes` unless every purpose that registration needs is among them."""
    for text in texts_in_force():
        if text.required and text.purpose not in purposes:
            raise RuleBroken("consent_required", f"须同意“{text.get_purpose_display()}”才能报到", field="purposes")


def named_in_notices(member_ids: Collection[int]) -> set[int]:
    """Those of the members who agreed to be named in what a community puts up."""
    given = Consent.objects.filter(text__purpose=ConsentPurpose.NAMED_NOTICE, withdrawn_at__isnull=True)
    return set(given.filter(member__in=member_ids).values_list("member", flat=True))


def consents_of(member: Member) -> list[dict]:
    """Per purpose: the `text` in force, the consent `given` (None for none), the words `shown`, if it is `locked`, and
    what comes `after` withdrawal.

    What was agreed to is shown in the words it was agreed in. Locked: needed while the member is reported in.
    """
    given = {
        consent.text.purpose: consent
        for consent in Consent.objects.filter(member=member, withdrawn_at__isnull=True).select_related("text")
    }
    reported_in = member.report_ins.live().exists()
    rows = []
    for text in texts_in_force():
        consent = given.get(text.purpose)
        locked = bool(consent and text.required and reported_in)
        shown, after = consent.text if consent else text, registry.purposes[text.purpose].after
        rows.append({"text": text, "given": consent, "shown": shown, "locked": locked, "after": after})
    return rows


def record_consents(member: Member, purposes: Collection[str], *, on_paper: bool, by) -> None:
    """Note consent to the texts in force; a purpose already agreed to in the same words is left as it is."""
    in_force = Consent.objects.filter(member=member, withdrawn_at__isnull=True).values_list("text", flat=True)
    given = set(in_force)
    now = timezone.now()
    made = Consent.objects.bulk_create(
        Consent(member=member, text=text, on_paper=on_paper, given_at=now)
        for text in texts_in_force()
        if text.purpose in purposes and text.pk not in given
    )
    note_first(consents, "give", *made, by=by)


def end_consents(given: QuerySet[Consent], *, by) -> int:
    """Withdraw those of the consents that hold; how many. The caller has checked `by`."""
    live = given.filter(withdrawn_at__isnull=True).select_related("member")
    return follow(consents, "withdraw", live.select_for_update(of=("self",), no_key=True), by=by)


def _note_withdrawn(consent: Consent, doing: Doing) -> None:
    consent.withdrawn_at = doing.at


OWN = {"permission": P.MEMBER_EDIT, "own": True, "by_form": True}
# Source: docs/rules.md, "Consent"; 个人信息保护法 Art. 14-15. The desk notes what is signed on paper.
consents = declare_acts(
    Acts(
        Consent,
        member="member",
        called="同意",
        derived=tuple(ConsentState.choices),
        acts=(
            Act("give", "同意", "同意", frozenset(), None, leads=ConsentState.GIVEN.label, **OWN),
            Act(
                "withdraw",
                "撤回同意",
                "撤回",
                frozenset({ConsentState.GIVEN}),
                None,
                leads=ConsentState.WITHDRAWN.label,
                run=_note_withdrawn,
                **OWN,
            ),
        ),
    )
)
