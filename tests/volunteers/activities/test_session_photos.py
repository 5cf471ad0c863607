"""Photos of a session: several at once or none, who adds them, who sees them, what is left of them."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from orgtree.acts import perform_one
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.files.shown import file_url
from tests.api import Api, assert_error
from tests.volunteers.gatherings import announced, drafted, plan, put_back
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.volunteers.service.test_photos import located
from volunteers.activities.rules.session_photos import PICTURES
from volunteers.activities.services.activity_acts import session_acts
from volunteers.activities.services.session_photos import add_photos, describe_photo, photo_acts, photos_seen_by
from volunteers.choices import ConsentPurpose
from volunteers.home.services.account_closing import close_account
from volunteers.home.services.own_data import own_data
from volunteers.members.services.members import give_consents, withdraw_consent
from volunteers.models import ActivitySession, SessionPhoto

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def leader(town):
    return accepted(town.east, town.secretary, name="带队人")


@pytest.fixture
def session(town, leader) -> ActivitySession:
    """A session of yesterday, led by `leader`."""
    return put_back(announced(town.east, town.clerk, plan(leader=leader)))


def coloured(number: int, form: str = "JPEG", **details):
    """A picture unlike the others, with the place and the device of its making in it."""
    out = BytesIO()
    Image.new("RGB", (80, 60), (number * 20, 90, 120)).save(out, form, exif=located(), **details)
    return SimpleUploadedFile(f"IMG_{number}.jpg", out.getvalue(), content_type="image/jpeg")


def some(count: int) -> list:
    return [coloured(number) for number in range(count)]


def program() -> SimpleUploadedFile:
    """A program under the name of a picture."""
    return SimpleUploadedFile("party.jpg", b"MZ\x90\x00" + b"\0" * 200, content_type="image/jpeg")


def files_in(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def status_of(reply) -> int:
    """The status; a file is read to its end, so that it is closed."""
    if reply.streaming:
        reply.getvalue()
    return reply.status_code


# --- Adding -----------------------------------------------------------------------------------------------------------


def test_several_at_once_without_place_and_device(session, leader):
    uploads = some(3)
    assert Image.open(uploads[0]).getexif().get_ifd(0x8825)  # control: the position was there
    uploads[0].seek(0)
    added = add_photos(session_id=session.pk, uploads=uploads, caption=" 清理 楼道 ", by=leader.user)
    assert [photo.caption for photo in added] == ["清理 楼道"] * 3
    assert list(session.photos.all()) == added  # in the order in which they came
    for photo in added:
        with photo.file.open("rb") as file:
            kept = Image.open(file)
            assert (kept.format, dict(kept.getexif()), "exif" in kept.info) == ("JPEG", {}, False)
        assert "IMG" not in photo.file.name


def test_one_bad_file_of_five_and_nothing_is_written(session, leader, media):
    uploads = [*some(2), program(), coloured(3), coloured(4)]
    with refused("photo_bad", "pictures", message="第3张"):
        add_photos(session_id=session.pk, uploads=uploads, by=leader.user)
    assert (SessionPhoto.objects.count(), files_in(media)) == (0, 0)
    added = add_photos(session_id=session.pk, uploads=some(5), by=leader.user)
    assert len(added) == 5  # control: without the bad one all are there
    assert files_in(media) == 5


def test_a_failure_while_writing_leaves_no_file(session, leader, media, monkeypatch):
    def breaks(self, *args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(SessionPhoto, "save", breaks)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        add_photos(session_id=session.pk, uploads=some(2), by=leader.user)
    assert files_in(media) == 0


def test_the_tenth_is_refused(session, leader):
    add_photos(session_id=session.pk, uploads=some(8), by=leader.user)
    with refused("too_many", "pictures", message="还能添加1张"):
        add_photos(session_id=session.pk, uploads=[coloured(8), coloured(9)], by=leader.user)
    add_photos(session_id=session.pk, uploads=[coloured(8)], by=leader.user)
    with refused("too_many", "pictures", message="还能添加0张"):
        add_photos(session_id=session.pk, uploads=[coloured(9)], by=leader.user)
    assert session.photos.count() == PICTURES.most == 9


def test_a_file_above_the_limit_is_refused(session, leader, monkeypatch):
    monkeypatch.setattr(SessionPhoto, "taken", replace(PICTURES, most_bytes=10))
    with refused("photo_big", "pictures", message="第1张"):
        add_photos(session_id=session.pk, uploads=some(1), by=leader.user)


def test_sent_again_it_is_the_same_photo(session, leader, media):
    [first] = add_photos(session_id=session.pk, uploads=some(1), by=leader.user)
    again = add_photos(session_id=session.pk, uploads=[*some(2), coloured(1)], by=leader.user)
    assert (again[0], len(again), session.photos.count(), files_in(media)) == (first, 2, 2, 2)
    copy = {"session": session, "digest": first.digest, "file": "x.jpg", "added_by": leader.user}
    with pytest.raises(IntegrityError, match="session_photo_once"), transaction.atomic():
        SessionPhoto.objects.create(**copy, added_at=first.added_at)


@pytest.mark.parametrize("words", ["联系 13800000000", "3单元502门口"])
def test_a_caption_names_nobody(session, leader, words):
    with refused("caption_private", "caption"):
        add_photos(session_id=session.pk, uploads=some(1), caption=words, by=leader.user)
    with refused("caption", "caption"):
        add_photos(session_id=session.pk, uploads=some(1), caption="长" * 61, by=leader.user)
    assert not SessionPhoto.objects.exists()


def test_only_the_leader_and_the_desk_keep_them(town, session, leader, member):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), by=leader.user)
    for stranger in (member.user, town.west_secretary, town.auditor):
        with refused("not_found"):
            add_photos(session_id=session.pk, uploads=some(1), by=stranger)
        with refused("not_found"):
            describe_photo(photo_id=photo.pk, caption="改", by=stranger)
        with refused("not_found"):
            perform_one(photo_acts, "remove", pk=photo.pk, by=stranger)
    assert describe_photo(photo_id=photo.pk, caption="改", by=town.clerk).caption == "改"
    assert add_photos(session_id=session.pk, uploads=[coloured(5)], by=town.clerk)[0].member is None


def test_not_before_it_begins_not_of_one_called_off_not_of_a_draft(town, leader):
    coming = announced(town.east, town.clerk, plan(leader=leader))
    with refused("too_early"):
        add_photos(session_id=coming.pk, uploads=some(1), by=leader.user)
    perform_one(session_acts, "cancel", pk=coming.pk, reason="下雨", by=town.clerk)
    with refused("closed"):
        add_photos(session_id=coming.pk, uploads=some(1), by=leader.user)
    draft = drafted(town.east, town.clerk).sessions.get()
    with refused("not_found"):
        add_photos(session_id=draft.pk, uploads=some(1), by=town.clerk)


def test_a_removed_photo_takes_its_file_along(session, leader, media, django_capture_on_commit_callbacks):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), by=leader.user)
    with django_capture_on_commit_callbacks(execute=True):
        perform_one(photo_acts, "remove", pk=photo.pk, by=leader.user)
    assert (session.photos.count(), files_in(media)) == (0, 0)
    events = SessionPhoto.pgh_event_model.objects.filter(pgh_obj_id=photo.pk).order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "delete"]  # who did what stays


# --- Seeing -----------------------------------------------------------------------------------------------------------


def addresses(photo) -> tuple[str, str]:
    """Of the picture on the activity's page and on the timeline."""
    return (
        file_url("session-photo", photo.pk),
        file_url("timeline-session-photo", photo.pk),
    )


def test_photos_of_the_desk_are_seen_near_by_and_by_no_stranger(town, session, own):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), caption="清理楼道", by=town.clerk)
    page = own.get(reverse("member-session", args=[session.pk])).content.decode()
    timeline = own.get(reverse("timeline", args=[town.east.pk])).content.decode()
    for shown, address in zip((page, timeline), addresses(photo), strict=True):
        assert f'src="{address}" alt="清理楼道"' in shown
        assert own.get(address).getvalue().startswith(b"\xff\xd8")
    far = accepted(town.west, town.west_secretary)
    for stranger in (client_of(far.user), client_of(town.west_secretary), Client()):
        for address in addresses(photo):
            assert stranger.get(address).status_code in (302, 404)
        assert stranger.get(reverse("session-photos", args=[session.pk])).status_code in (302, 404)


def test_photos_of_a_leader_need_their_consent_and_go_with_it(town, session, leader, own, member):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), by=leader.user)
    page, timeline = addresses(photo)

    def seen() -> list[int]:
        return [status_of(own.get(address)) for address in (page, timeline)]

    assert seen() == [404, 404]
    for keeper in (leader.user, town.clerk):
        assert status_of(client_of(keeper).get(page)) == 200
    told = client_of(leader.user).get(reverse("session-photos", args=[session.pk])).content.decode()
    assert "只有社区和带队人看得到" in told
    give_consents(member=leader, purposes=[ConsentPurpose.PHOTO], by=leader.user)
    assert seen() == [200, 200]
    withdraw_consent(member=leader, purpose=ConsentPurpose.PHOTO, by=leader.user)
    assert seen() == [404, 404]


def test_they_are_never_on_the_public_page(town, session, client):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), by=town.clerk)
    shared = client_of(town.clerk).get(reverse("session-share", args=[session.pk])).context["address"]
    public = client.get(shared)
    assert public.status_code == 200
    assert "/photos/" not in public.content.decode()
    assert addresses(photo)[0] not in public.content.decode()


def test_closing_an_account_takes_the_photos_that_the_person_added(
    town, session, leader, media, django_capture_on_commit_callbacks
):
    add_photos(session_id=session.pk, uploads=some(1), caption="夜莺", by=leader.user)
    [kept] = add_photos(session_id=session.pk, uploads=[coloured(7)], by=town.clerk)
    assert own_data(leader)["上传的现场照片"][0]["说明"] == "夜莺"
    with django_capture_on_commit_callbacks(execute=True):
        close_account(member_id=leader.pk, by=leader.user)
    assert (list(session.photos.all()), files_in(media)) == ([kept], 1)
    past = SessionPhoto.pgh_event_model.objects.exclude(pgh_obj_id=kept.pk)
    assert past.exists()
    assert not past.filter(caption="夜莺").exists()
    assert not past.exclude(file="").exists()


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_leader_adds_describes_and_removes_on_the_phone(session, leader):
    phone, page = client_of(leader.user), reverse("session-photos", args=[session.pk])
    assert page in phone.get(reverse("member-session", args=[session.pk])).content.decode()
    assert page in phone.get(reverse("roll", args=[session.pk])).content.decode()
    told = phone.get(page).content.decode()
    assert "先征得本人同意" in told
    assert "multiple" in told
    reply = phone.post(page, {"pictures": some(2), "caption": "清扫"}, follow=True)
    assert "已保存2张照片" in reply.content.decode()
    first, second = session.photos.all()
    describe = reverse("session-photo-caption", args=[session.pk, first.pk])
    for words in ("扫" * 61, "联系13912345678"):
        refused_page = phone.post(describe, {"caption": words})
        assert refused_page.status_code == 422
        assert f'value="{words}"' in refused_page.content.decode(), "what was typed is still there"
        assert 'aria-invalid="true"' in refused_page.content.decode()
    phone.post(describe, {"caption": "扫完了"})
    phone.post(reverse("session-photo-remove", args=[session.pk, second.pk]))
    assert [photo.caption for photo in session.photos.all()] == ["扫完了"]


def test_what_is_wrong_is_said_at_the_field_and_the_caption_stays(session, leader):
    phone, page = client_of(leader.user), reverse("session-photos", args=[session.pk])
    reply = phone.post(page, {"pictures": [coloured(1), program()], "caption": "清扫"}).content.decode()
    assert "第2张：无法识别这张照片" in reply
    assert 'value="清扫"' in reply
    assert "请选择照片" in phone.post(page, {"caption": "清扫"}).content.decode()
    empty = SimpleUploadedFile("a.jpg", b"", content_type="image/jpeg")
    assert "空文件" in phone.post(page, {"pictures": [empty]}).content.decode()
    assert not session.photos.exists()


def test_the_desk_has_them_on_the_sessions_page(town, session):
    add_photos(session_id=session.pk, uploads=some(1), caption="清扫", by=town.clerk)
    desk = client_of(town.clerk).get(reverse("admin:volunteers_activitysession_change", args=[session.pk]))
    shown = desk.content.decode()
    assert 'alt="清扫"' in shown
    assert reverse("session-photos", args=[session.pk]) in shown


def test_nine_cost_what_one_costs(town, session, own):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            own.get(reverse("member-session", args=[session.pk]))
            own.get(reverse("timeline", args=[town.east.pk]))
        return len(asked)

    add_photos(session_id=session.pk, uploads=some(1), by=town.clerk)
    before = cost()
    add_photos(session_id=session.pk, uploads=some(9)[1:], by=town.clerk)
    assert cost() == before


# --- API --------------------------------------------------------------------------------------------------------------


def upload(api: Api, **body):
    return api.client.post("/api/v1/session-photos/", body, headers=api.headers)


def test_by_api_they_are_added_read_described_and_removed(town, session, leader):
    api = Api(leader.user, scopes=[OWN])
    reply = upload(api, session=session.pk, pictures=some(2), caption="清扫")
    assert reply.status_code == 201, reply.content.decode()
    first, second = reply.json()
    assert (first["session"], first["caption"], first["words"]) == (session.pk, "清扫", "清扫")
    assert [row["id"] for row in api.get("session-photos/", session=session.pk).json()["results"]] == [
        first["id"],
        second["id"],
    ]
    reply = api.client.get(
        f"/api/v1/session-photos/{first['id']}/picture/", headers=api.headers | {"Accept": "image/jpeg"}
    )
    assert reply["Content-Type"] == "image/jpeg"
    assert reply.getvalue().startswith(b"\xff\xd8")
    reply = api.post(f"session-photos/{first['id']}/caption/", {"caption": ""})
    assert reply.json()["words"] == "“楼道清扫”现场照片"
    assert api.delete(f"session-photos/{second['id']}/").status_code == 204
    assert SessionPhoto.objects.get().pk == first["id"]


def test_the_api_refuses_as_the_page_does(town, session, leader):
    api = Api(leader.user, scopes=[OWN])
    assert_error(upload(api, session=session.pk, pictures=[program()]), 422, "photo_bad", "pictures")
    assert_error(upload(api, session=session.pk, pictures=some(10)), 400, "invalid", "pictures")
    assert_error(upload(api, session=session.pk), 400, "invalid", "pictures")
    assert_error(api.post("session-photos/", {"session": session.pk}), 415, "unsupported_media_type")
    assert_error(api.post("session-photos/", "x", "multipart/form-data"), 400, "parse_error")
    long = {"CONTENT_LENGTH": str(49 * 1024 * 1024), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    reply = api.client.generic("POST", "/api/v1/session-photos/", b"", headers=api.headers, **long)
    assert_error(reply, 413, "too_large")
    assert not SessionPhoto.objects.exists()


def test_strangers_and_tokens_without_the_scope_reach_nothing(town, session, leader):
    [photo] = add_photos(session_id=session.pk, uploads=some(1), by=town.clerk)
    far = accepted(town.west, town.west_secretary)
    for api in (Api(far.user), Api(town.west_secretary), Api(leader.user, scopes=[P.ACTIVITY_MANAGE, P.ACTIVITY_VIEW])):
        assert api.get("session-photos/").json()["count"] == 0
        assert_error(api.get(f"session-photos/{photo.pk}/picture/"), 404, "not_found")
        assert_error(upload(api, session=session.pk, pictures=some(1)), 404, "not_found")
        assert_error(api.post(f"session-photos/{photo.pk}/caption/", {"caption": "改"}), 404, "not_found")
        assert_error(api.delete(f"session-photos/{photo.pk}/"), 404, "not_found")
    assert_error(Api(town.clerk, scopes=[P.POINTS_VIEW]).get("session-photos/"), 403, "token_scope")
    assert Api().get("session-photos/").status_code == 401
    assert session.photos.count() == 1
    assert photos_seen_by(town.clerk).count() == 1  # control


def test_the_list_costs_the_same_for_many(town, session):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Api(town.clerk).get("session-photos/").status_code == 200
        return len(asked)

    add_photos(session_id=session.pk, uploads=some(1), by=town.clerk)
    cost()
    before = cost()
    add_photos(session_id=session.pk, uploads=some(9)[1:], by=town.clerk)
    assert cost() == before
