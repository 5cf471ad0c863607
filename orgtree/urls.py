from django.urls import path

from orgtree.assigned import pages as tasks
from orgtree.boards.pages import board, comparing, kept, outliers, reports
from orgtree.files import pages as files
from orgtree.imports import pages as imports
from orgtree.notices.pages import channels, notices
from orgtree.oneform import pages as oneform
from orgtree.people.pages import devices, drafts, sign_in
from orgtree.proofs import pages as proofs
from orgtree.remarks import pages as remarks
from orgtree.runs import pages as runs
from orgtree.web import pages as web

urlpatterns = [
    path("", sign_in.home, name="home"),
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("logout/", sign_in.SignOut.as_view(), name="logout"),
    path("password/", sign_in.Password.as_view(), name="password"),
    path("password/again/", sign_in.PasswordAgain.as_view(), name="password-again"),
    path("devices/", devices.devices, name="devices"),
    path("devices/<int:pk>/end/", devices.end, name="device-end"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/keep/", drafts.keep, name="draft-keep"),
    path("drafts/drop/", drafts.drop, name="draft-drop"),
    path("outbox/", web.outbox, name="outbox"),
    path("offline/", web.offline, name="offline"),
    path("worker.js", web.worker, name="worker"),
    path("manifest.webmanifest", web.manifest, name="manifest"),
    path("large-text/", sign_in.large_text, name="large_text"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:pk>/open/", notices.open_notice, name="notice-open"),
    path("notices/channels/", channels.channels, name="notice-channels"),
    path("notices/read-all/", notices.read_all, name="notices-read-all"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/list.xlsx", imports.import_list_sheet, name="import_list_sheet"),
    path("imports/new/<slug:key>/", imports.import_upload, name="import_upload"),
    path("imports/template/<slug:key>.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_job, name="import_job"),
    path("imports/<int:pk>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/answers/", imports.import_answers, name="import_answers"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/errors.xlsx", imports.import_errors, name="import_errors"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/list.xlsx", runs.run_sheet, name="runs-xlsx"),
    path("runs/<int:pk>/", runs.run_page, name="run"),
    path("runs/<int:pk>/<slug:act>/", runs.run_act, name="run-act"),
    path("files/<slug:key>/<int:pk>/", files.show, name="file"),
    path("tasks/", tasks.task_list, name="tasks"),
    path("tasks/<int:pk>/", tasks.task_page, name="task"),
    path("remarks/<slug:key>/<int:pk>/", remarks.remark, name="remark"),
    path("tasks/<int:pk>/files/", tasks.add_files, name="task-files"),
    path("tasks/<int:pk>/files/<int:file_pk>/remove/", tasks.remove_file, name="task-file-remove"),
    path("tasks/<int:pk>/<slug:act>/", tasks.task_act, name="task-act"),
    path("forms/<int:pk>/<int:area_id>/", oneform.filled, name="form-filled"),
    path("forms/<int:pk>/<int:area_id>/filled.xlsx", oneform.filled_sheet, name="form-filled-xlsx"),
    path("forms/returns/<int:pk>/return.xlsx", oneform.return_sheet, name="form-return-xlsx"),
    path("forms/progress/", oneform.progress_home, name="form-progress-home"),
    path("forms/progress/<int:area_id>/", oneform.progress, name="form-progress"),
    path("forms/progress/<int:area_id>/burden/", oneform.burden, name="form-burden"),
    path("forms/progress/<int:area_id>/progress.xlsx", oneform.progress_sheet, name="form-progress-xlsx"),
    path("proofs/", proofs.roots, name="proofs"),
    path("proofs/roots.json", proofs.as_json, name="proofs-json"),
    path("proofs/check.html", proofs.to_save, name="proofs-check"),
    path("proofs/check_paper.py", proofs.script, name="proofs-script"),
    path("board/", board.home, name="board-home"),
    path("board/views/", kept.views, name="board-views"),
    path("board/views/<int:pk>/", kept.open_view, name="board-view"),
    path("board/views/<int:pk>/drop/", kept.drop, name="board-view-drop"),
    path("board/<int:area_id>/keep/", kept.keep, name="board-keep"),
    path("board/<int:area_id>/", board.show, name="board"),
    path("board/<int:area_id>/export/", board.export, name="board-export"),
    path("board/<int:area_id>/compare/", comparing.show, name="board-compare"),
    path("board/<int:area_id>/compare.xlsx", comparing.export, name="board-compare-xlsx"),
    path("board/<int:area_id>/outliers/", outliers.show, name="board-outliers"),
    path("board/<int:area_id>/report/", reports.show, name="report"),
    path("board/<int:area_id>/report.xlsx", reports.as_workbook, name="report-xlsx"),
    path("board/<int:area_id>/report.docx", reports.as_document, name="report-docx"),
    path("board/<int:area_id>/close/", board.close, name="board-close"),
    path("board/<int:area_id>/rows/<str:key>/", board.rows, name="board-rows"),
    path("board/<int:area_id>/rows/<str:key>/export/", board.export_rows, name="board-rows-export"),
]
