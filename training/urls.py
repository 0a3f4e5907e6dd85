"""Addresses of training."""

from django.urls import path

from training.views import board, completions, courses, people, person, requirements

urlpatterns = [
    path("training/", person.training_mine, name="training-mine"),
    path("training/people/<uuid:pk>/", person.training_person, name="training-person"),
    path("training/board/", board.training_board, name="training-board"),
    path("training/board/export.csv", board.training_board_csv, name="training-board-csv"),
    path("training/board/export.xlsx", board.training_board_xlsx, name="training-board-xlsx"),
    path("training/board/people/", people.training_people, name="training-people"),
    path("training/board/people/export.csv", people.training_people_csv, name="training-people-csv"),
    path("training/board/people/export.xlsx", people.training_people_xlsx, name="training-people-xlsx"),
    path("training/courses/", courses.course_list, name="course-list"),
    path("training/courses/new/", courses.course_new, name="course-new"),
    path("training/courses/<uuid:pk>/", courses.course_detail, name="course-detail"),
    path("training/courses/<uuid:pk>/edit/", courses.course_edit, name="course-edit"),
    path("training/courses/<uuid:pk>/retire/", courses.course_retire, name="course-retire"),
    path("training/courses/<uuid:pk>/dates/new/", courses.course_date_add, name="course-date-add"),
    path("training/courses/<uuid:pk>/ask/", requirements.requirement_new, name="requirement-new"),
    path("training/dates/<uuid:pk>/remove/", courses.course_date_remove, name="course-date-remove"),
    path("training/requirements/<uuid:pk>/edit/", requirements.requirement_edit, name="requirement-edit"),
    path("training/requirements/<uuid:pk>/end/", requirements.requirement_end, name="requirement-end"),
    path("training/completions/new/", completions.completion_new, name="completion-new"),
    path("training/completions/<uuid:pk>/", completions.completion_detail, name="completion-detail"),
    path("training/completions/<uuid:pk>/withdraw/", completions.completion_withdraw, name="completion-withdraw"),
    path("training/evidence/<uuid:pk>/", completions.evidence_file, name="evidence-file"),
    path("training/evidence/<uuid:pk>/as-sent/", completions.evidence_as_sent, name="evidence-as-sent"),
]
