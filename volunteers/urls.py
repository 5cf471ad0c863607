from django.urls import path

from volunteers.views import home, join, me, pauses, points, report_ins, services

urlpatterns = [
    path("m/", home.home, name="member-home"),
    path("m/register/", join.register, name="member-register"),
    path("m/register/done/", join.registered, name="member-registered"),
    path("m/activate/", join.activate, name="member-activate"),
    path("m/join/", join.join, name="member-join"),
    path("m/report-in/", report_ins.report_in, name="member-report-in"),
    path("m/report-in/choose/", report_ins.choose, name="member-report-in-choose"),
    path("m/report-in/leave/", report_ins.leave, name="member-report-in-leave"),
    path("m/report-in/pause/", pauses.pause, name="member-report-in-pause"),
    path("m/report-in/resume/", pauses.resume, name="member-report-in-resume"),
    path("m/services/", services.services, name="member-services"),
    path("m/services/new/", services.log, name="member-service-new"),
    path("m/services/<int:pk>/", services.service, name="member-service"),
    path("m/services/<int:pk>/edit/", services.revise, name="member-service-edit"),
    path("m/services/<int:pk>/withdraw/", services.withdraw, name="member-service-withdraw"),
    path("m/services/<int:pk>/photo/", services.photo, name="member-service-photo"),
    path("m/points/", points.points, name="member-points"),
    path("m/points/rules/", points.rules, name="member-points-rules"),
    path("m/me/", me.me, name="member-me"),
    path("m/me/edit/", me.edit, name="member-me-edit"),
    path("m/me/consents/<str:purpose>/", me.consent, name="member-consent"),
    path("m/me/data.json", me.data_json, name="member-data-json"),
    path("m/me/data.xlsx", me.data_xlsx, name="member-data-xlsx"),
]
