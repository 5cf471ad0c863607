"""Addresses of this subject: open to everybody."""

from django.urls import path

from grids.doors.pages import answering, calls, following, months, open311, residents, suggesting, telling

urlpatterns = [
    path("c/", residents.find, name="communities"),
    path("c/<str:code>/", residents.community, name="community"),
    path("c/<str:code>/qr.svg", residents.community_qr, name="community-qr"),
    path("c/<str:code>/sign/", residents.community_sign, name="community-sign"),
    path("tell/<str:code>/", telling.door, name="door"),
    path("tell/<str:code>/qr.svg", telling.door_qr, name="door-qr"),
    path("tell/<str:code>/sign/", telling.sign, name="door-sign"),
    path("tell/<str:code>/<str:category>/", telling.tell, name="tell"),
    path("suggest/", suggesting.suggest, name="suggest"),
    path("open311/v2/services.json", open311.services, name="open311-services"),
    path("open311/v2/requests.json", open311.requests, name="open311-requests"),
    path("open311/v2/requests/<str:number>.json", open311.one_request, name="open311-request"),
    path("cases/call/", calls.call, name="case-call"),
    path("cases/<int:pk>/answer/", answering.answer, name="case-answer"),
    path("cases/months/", months.months, name="case-months"),
    path("cases/find/", following.find, name="case-find"),
    path("cases/<str:token>/", following.followed, name="case-followed"),
]
