"""A member's own services: list, log, correct, take back, photo."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from orgtree.files.shown import file_url
from orgtree.models import ActStep
from tests.volunteers.people import accepted, at, logged, registered
from volunteers.choices import ServiceState
from volunteers.models import RuleSet, ServiceKind, ServiceRecord
from volunteers.service.services.service_records import confirm_services, reject_services

FRAME = 1  # unread notices of the header
LIST = reverse("member-services")
NEW = reverse("member-service-new")


def one(name: str, record: ServiceRecord) -> str:
    return reverse(f"member-{name}", args=[record.pk])


def answers(**changes):
    day = timezone.localdate() - timedelta(days=1)
    form = {
        "kind": ServiceKind.objects.first().pk,
        "served_on": day.isoformat(),
        "start": "09:00",
        "end": "11:30",
        "people_served": "12",
        "note": "清扫3号楼楼道",
        "client_key": str(uuid4()),
    }
    return form | changes


@pytest.fixture
def picture(settings, tmp_path) -> SimpleUploadedFile:
    settings.MEDIA_ROOT = tmp_path
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "#b8862f").save(buffer, "PNG")
    return SimpleUploadedFile("楼道.png", buffer.getvalue(), "image/png")


def test_logging_a_service(own, member, town):
    response = own.post(NEW, answers(), follow=True)
    record = ServiceRecord.objects.get()
    assert response.redirect_chain == [(one("service", record), 302)]
    assert "已保存，等待社区确认" in response.content.decode()
    assert (record.hours, record.people_served, record.state) == (2.5, 12, ServiceState.SUBMITTED)
    assert (record.member, record.area, record.started_at) == (member, town.east, at(9))


def test_the_form_brings_today_and_a_client_key(own, member):
    form = own.get(NEW).context["form"]
    assert [label.split()[0] for _, label in form["served_on"].field.choices][:2] == ["今天", "昨天"]
    assert form["client_key"].value() != own.get(NEW).context["form"]["client_key"].value()


def test_the_same_form_twice_makes_one_record(own, member):
    form = answers()
    first, second = own.post(NEW, form), own.post(NEW, form, follow=True)
    assert second.redirect_chain == [(first.url, 302)]
    assert "没有重复记录" in second.content.decode()
    assert ServiceRecord.objects.count() == 1


def test_a_saved_form_with_other_words_asks_what_is_meant(own, member):
    form = answers()
    own.post(NEW, form)
    changed = form | {"start": "14:00", "end": "15:00", "note": "另一次"}
    response = own.post(NEW, changed)
    assert "先前已保存" in response.content.decode()
    own.post(NEW, changed | {"client_key": response.context["form"]["client_key"].value()})
    assert ServiceRecord.objects.count() == 2


def test_past_midnight(own, member):
    two_days_ago = (timezone.localdate() - timedelta(days=2)).isoformat()
    own.post(NEW, answers(served_on=two_days_ago, start="22:00", end="25:30"))
    record = ServiceRecord.objects.get()
    assert (record.hours, record.served_on.isoformat()) == (3.5, two_days_ago)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"kind": ""}, "kind", "请选择服务类别"),
        ({"kind": "0"}, "kind", ""),
        ({"served_on": "昨天"}, "served_on", "请从列表中选择日期"),
        ({"served_on": "2999-01-01"}, "served_on", "请从列表中选择日期"),
        ({"served_on": "2001-01-01"}, "served_on", "请联系社区代录"),
        ({"start": ""}, "start", "请选择开始时间"),
        ({"start": "09:10"}, "start", ""),
        ({"end": "09:00"}, "end", "结束时间应晚于开始时间"),
        ({"end": "08:00"}, "end", "次日"),
        ({"people_served": "-1"}, "people_served", "人数不能小于0"),
        ({"people_served": "10001"}, "people_served", "10000"),
        ({"people_served": "9" * 40}, "people_served", "10000"),
        ({"people_served": "几个"}, "people_served", "请填写整数"),
        ({"note": "  "}, "note", "请填写服务内容"),
        ({"note": "清扫\0楼道"}, "note", ""),
        ({"note": "长" * 301}, "note", "300"),
    ],
)
def test_wrong_input_is_told_at_the_field_and_kept(own, member, changes, field, message):
    form = answers(**changes)
    response = own.post(NEW, form)
    assert message in response.context["form"].errors[field][0]
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert field == "note" or "清扫3号楼楼道" in page
    assert form["client_key"] in page
    assert not ServiceRecord.objects.exists()


def test_the_days_on_offer_are_those_that_the_rules_take(own, member):
    RuleSet.objects.update(self_days=2)
    oldest = timezone.localdate() - timedelta(days=2)
    assert own.get(NEW).context["form"]["served_on"].field.choices[-1][0] == oldest.isoformat()
    own.post(NEW, answers(served_on=oldest.isoformat()))
    assert ServiceRecord.objects.get().served_on == oldest


def test_an_old_record_keeps_its_day_and_is_refused_there(own, member, town):
    record = logged(member, days_ago=5)
    reject_services(record_ids=[record.pk], reason="请写清地点", by=town.secretary)
    RuleSet.objects.update(self_days=2)
    response = own.post(one("service-edit", record), answers(served_on=record.served_on.isoformat()))
    assert "超过2天" in response.context["form"].errors["served_on"][0]


def test_overlap_is_told_at_the_start(own, member):
    logged(member, 10, 12)
    errors = own.post(NEW, answers()).context["form"].errors
    assert "重叠" in errors["start"][0]


def test_without_people_served_and_client_key(own, member):
    own.post(NEW, answers(people_served="", client_key=""))
    assert ServiceRecord.objects.get().people_served == 0


def test_a_photo_is_for_its_member_and_their_community(own, member, town, picture):
    own.post(NEW, answers(photo=picture))
    record = ServiceRecord.objects.get()
    response = own.get(file_url("service-photo", record.pk))
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == (40, 30)
    assert "private" in response["Cache-Control"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    other = Client()
    other.force_login(town.west_secretary, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(file_url("service-photo", record.pk)).status_code == 404


def test_a_photo_whose_file_is_gone_is_a_404(own, member, picture):
    own.post(NEW, answers(photo=picture))
    record = ServiceRecord.objects.get()
    record.photo.storage.delete(record.photo.name)
    assert own.get(file_url("service-photo", record.pk)).status_code == 404


def test_what_is_no_picture_is_refused_and_asked_for_again(own, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fake = SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    response = own.post(NEW, answers(photo=fake))
    assert "无法识别" in response.context["form"].errors["photo"][0]
    assert "请重新选择" in response.content.decode()
    assert list(tmp_path.iterdir()) == []


def test_no_photo_no_page(own, member):
    assert own.get(file_url("service-photo", logged(member).pk)).status_code == 404


def test_a_rejected_record_is_corrected_and_sent_again(own, member, town):
    record = logged(member)
    assert "只有被退回的记录可以修改" in own.get(one("service-edit", record), follow=True).content.decode()
    reject_services(record_ids=[record.pk], reason="请写清地点", by=town.secretary)
    assert "请写清地点" in own.get(LIST).content.decode()
    assert "请写清地点" in own.get(one("service", record)).content.decode()
    page = own.get(one("service-edit", record))
    assert page.context["form"].initial["start"] == "09:00"
    assert page.context["form"].initial["end"] == "11:00"
    own.post(one("service-edit", record), answers(note="清扫东园3号楼楼道"))
    record.refresh_from_db()
    assert (record.state, record.note, record.hours) == (ServiceState.SUBMITTED, "清扫东园3号楼楼道", 2.5)


def test_withdrawing(own, member, town):
    record = logged(member)
    assert own.get(one("service-withdraw", record)).status_code == 302
    own.post(one("service-withdraw", record))
    record.refresh_from_db()
    assert record.state == ServiceState.WITHDRAWN
    again = own.post(one("service-withdraw", record), follow=True).content.decode()
    assert "当前状态为" not in again  # pressed twice, it is withdrawn once
    assert ActStep.objects.filter(row_id=record.pk, act="withdraw").count() == 1


def test_a_confirmed_record_stays(own, member, town):
    record = logged(member)
    confirm_services(record_ids=[record.pk], by=town.secretary)
    own.post(one("service-withdraw", record))
    record.refresh_from_db()
    assert record.state == ServiceState.CONFIRMED


@pytest.mark.parametrize("name", ["service", "service-edit", "service-withdraw"])
def test_anothers_record_is_not_found(own, member, town, name):
    other = accepted(town.east, by=town.secretary, name="旁人")
    record = logged(other)
    assert (own.post if name == "service-withdraw" else own.get)(one(name, record)).status_code == 404
    record.refresh_from_db()
    assert record.state == ServiceState.SUBMITTED


@pytest.mark.parametrize("pk", [0, 2**31, 10**30])
def test_ids_of_no_record_are_not_found(own, pk):
    assert own.get(reverse("member-service", args=[pk])).status_code == 404


def test_the_list_adds_up_confirmed_hours_by_month(own, member, town):
    first = logged(member, 8, 10)
    logged(member, 14, 16)
    confirm_services(record_ids=[first.pk], by=town.secretary)
    [month] = own.get(LIST, {"year": at(8).year}).context["months"]
    assert (month["hours"], len(month["records"])) == (2, 2)


@pytest.mark.parametrize("year", ["1999", "abc", "99999999999", ""])
def test_odd_years_show_this_year(own, member, year):
    assert own.get(LIST, {"year": year}).context["year"] == timezone.localdate().year


def test_the_list_asks_a_constant_number_of_queries(own, member, django_assert_num_queries):
    for hour in (8, 11, 14):
        logged(member, hour, hour + 2)
    with django_assert_num_queries(5 + FRAME):
        own.get(LIST)


def test_before_the_community_accepts_there_is_nothing_to_log(town):
    client = Client()
    client.force_login(registered(town.east).user, backend="django.contrib.auth.backends.ModelBackend")
    assert "社区接收您的报到后" in client.get(NEW).content.decode()
    assert "社区接收您的报到后" in client.post(NEW, answers()).content.decode()
    assert not ServiceRecord.objects.exists()
