"""A row of each noun in each state that an act may leave, for the contract of acts: {noun: {state: make(town, member)}}."""

from orgtree.acts import perform
from tests.volunteers.people import at, logged
from tests.volunteers.wishes.test_wishes import claimed, fulfilled, wish
from volunteers.choices import CertificateState, HourChangeState, ServiceState, WishState
from volunteers.models import Certificate, HourChange
from volunteers.recognition.services.certificates import certificates, request_certificate
from volunteers.service.services.hour_changes import propose_change
from volunteers.service.services.service_records import confirm_services, service_acts


def confirmed(town, member):
    record = logged(member, 9, 11)
    confirm_services(record_ids=[record.pk], by=town.clerk)
    return record


def proposed(town, member) -> HourChange:
    record = confirmed(town, member)
    return propose_change(record_id=record.pk, started_at=at(9), ended_at=at(12), reason="少记了一小时", by=member.user)


def requested(town, member) -> Certificate:
    day = confirmed(town, member).served_on
    return request_certificate(member_id=member.pk, since=day, until=day, by=member.user)


def issued(town, member) -> Certificate:
    sheet = requested(town, member)
    perform(certificates, "issue", ids=[sheet.pk], by=town.clerk)
    sheet.refresh_from_db()
    return sheet


def sent_back(town, member):
    record = logged(member, 9, 11)
    perform(service_acts, "reject", ids=[record.pk], by=town.clerk, reason="请写明地点")
    record.refresh_from_db()
    return record


def confirmed_now(town, member):
    record = confirmed(town, member)
    record.refresh_from_db()
    return record


MAKERS = {
    "volunteers.servicerecord": {
        ServiceState.SUBMITTED: lambda town, member: logged(member, 9, 11),
        ServiceState.REJECTED: sent_back,
        ServiceState.CONFIRMED: confirmed_now,
    },
    "volunteers.hourchange": {HourChangeState.PROPOSED: proposed},
    "volunteers.wish": {
        WishState.OPEN: lambda town, member: wish(town),
        WishState.CLAIMED: claimed,
        WishState.FULFILLED: fulfilled,
    },
    "volunteers.certificate": {CertificateState.REQUESTED: requested, CertificateState.ISSUED: issued},
}
