"""What a person says about where their notices go: an address a channel, and the kinds that stay in the app."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from orgtree.choices import ChannelKind
from orgtree.declare import Section, registry
from orgtree.declare.notices import OTHER, NoticeKind
from orgtree.errors import RuleBroken
from orgtree.notices.channels.adapters import channels_on
from orgtree.notices.models.channels import ContactAddress, UnwantedNotice
from orgtree.text.rules.phones import normal_phone

LONGEST = 100


def optional_kinds() -> list[NoticeKind]:
    """The kinds that a person may keep in the app."""
    return [*(kind for kind in registry.notice_kinds.values() if kind.optional), OTHER]


def addresses_of(user) -> dict[str, str]:
    return {one.channel: one.address for one in ContactAddress.objects.filter(user=user)}


def unwanted_by(user) -> set[str]:
    return set(UnwantedNotice.objects.filter(user=user).values_list("kind", flat=True))


@transaction.atomic
def choose_channels(*, addresses: dict[str, str], unwanted: Iterable[str], by) -> None:
    """Keep the addresses (empty: none by that channel) and the kinds that stay in the app. Raises RuleBroken at its channel."""
    offered, optional = channels_on(), {kind.key for kind in optional_kinds()}
    for channel, address in addresses.items():
        if channel not in offered:
            raise RuleBroken("channel", "没有这种渠道", field=channel)
        if checked := _checked(channel, address.strip()):
            ContactAddress.objects.update_or_create(user=by, channel=channel, defaults={"address": checked})
        else:
            ContactAddress.objects.filter(user=by, channel=channel).delete()
    UnwantedNotice.objects.filter(user=by).delete()
    UnwantedNotice.objects.bulk_create(
        [UnwantedNotice(user=by, kind=kind) for kind in sorted(set(unwanted) & optional)]
    )


def _checked(channel: str, address: str) -> str:
    if not address:
        return ""
    if len(address) > LONGEST:
        raise RuleBroken("address", f"不超过{LONGEST}字", field=channel)
    try:
        if channel == ChannelKind.EMAIL:
            validate_email(address)
        if channel == ChannelKind.SMS:
            return normal_phone(address)
    except (ValidationError, ValueError) as error:
        words = "请填写正确的邮箱地址" if channel == ChannelKind.EMAIL else "请填写11位手机号"
        raise RuleBroken("address", words, field=channel) from error
    return address


def forget_channels(user) -> None:
    """Take everything away that says where a person is reached; for a closed account."""
    ContactAddress.objects.filter(user=user).delete()
    UnwantedNotice.objects.filter(user=user).delete()


def own_section(member) -> Section:
    """For the copy of one's data."""
    user = member.user
    rows = [(ChannelKind(channel).label, address) for channel, address in addresses_of(user).items()] if user else []
    labels = {kind.key: kind.label for kind in optional_kinds()}
    rows += [("只在平台内", labels.get(kind, kind)) for kind in sorted(unwanted_by(user))] if user else []
    return Section("通知方式", ("渠道", "内容"), rows)
