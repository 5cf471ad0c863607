"""The form of a change to confirmed hours, for the member and for the desk."""

from django import forms
from django.utils import timezone

from volunteers.service.forms.service import ServiceForm
from volunteers.service.models.service import ServiceKind, ServiceRecord


class HourChangeForm(ServiceForm):
    """What the record should say, and why."""

    people_served = good_deeds = note = photo = proof = client_key = None
    reason = forms.CharField(
        label="更正原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：实际服务到11点半，当时少记了半小时",
    )

    def __init__(self, *args, record: ServiceRecord, **kwargs):
        kwargs.setdefault("initial", as_initial(record))
        super().__init__(*args, **kwargs)
        kinds = ServiceKind.objects.offered_at(record.area) | ServiceKind.objects.filter(pk=record.kind_id)
        self.fields["kind"].queryset = kinds.select_related("area")

    def said(self) -> dict:
        """What the form says to the act of proposing."""
        return {**self.when(), "kind": self.cleaned_data["kind"], "reason": self.cleaned_data["reason"]}


def as_initial(record: ServiceRecord) -> dict:
    """The fields of the form of a service as they were filled in."""
    start, end = timezone.localtime(record.started_at), timezone.localtime(record.ended_at)
    return {
        "kind": record.kind_id,
        "served_on": record.served_on,
        "start": f"{start:%H:%M}",
        "end": f"{end.hour + 24 * (end.date() - start.date()).days:02}:{end:%M}",
        "people_served": record.people_served or None,
        "good_deeds": record.good_deeds or None,
        "team": record.team_id,
        "note": record.note,
        "proof": record.proof,
    }
