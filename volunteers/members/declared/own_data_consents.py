"""What was agreed to, and taken back."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    consents = Consent.objects.filter(member=member).select_related("text").order_by("given_at", "id")
    rows = [
        (
            consent.text.get_purpose_display(),
            f"第{consent.text.version}版",
            "纸质" if consent.on_paper else "手机",
            plain(consent.given_at),
            plain(consent.withdrawn_at),
        )
        for consent in consents
    ]
    return Section("知情同意", ("目的", "版本", "方式", "同意时间", "撤回时间"), rows)
