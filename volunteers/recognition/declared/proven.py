"""Certificates and slips come below the nightly roots, so that they can be checked without a network."""

from operator import attrgetter

from orgtree.declare.opened import ProvenPaper
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.models.service_slip import ServiceSlip
from volunteers.recognition.services import service_slips
from volunteers.recognition.services.certificate_sheets import PAPER, said_on


def in_force():
    return Certificate.objects.in_force().select_related("member", "community__parent")


def slips_in_force():
    return ServiceSlip.objects.in_force().select_related("kind", "record__member", "record__area__parent__parent")


PROVEN = ProvenPaper(PAPER, "服务记录单", in_force, attrgetter("community"), said_on, attrgetter("member.name"))
PROVEN_SLIPS = ProvenPaper(
    service_slips.PAPER,
    "服务凭条",
    slips_in_force,
    attrgetter("record.area"),
    service_slips.said_on,
    attrgetter("record.member.name"),
)
