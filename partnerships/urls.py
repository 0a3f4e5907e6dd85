"""Addresses of partnerships, postings and MOUs."""

from django.urls import path

from partnerships.views import mou, mou_entry, mou_pdf, partnerships, postings, reviews

urlpatterns = [
    path("partnerships/", partnerships.partnership_list, name="partnership-list"),
    path("partnerships/propose/", partnerships.partnership_propose, name="partnership-propose"),
    path("partnerships/<uuid:pk>/", partnerships.partnership_detail, name="partnership-detail"),
    path("partnerships/<uuid:pk>/accept/", partnerships.partnership_accept, name="partnership-accept"),
    path("partnerships/<uuid:pk>/decline/", partnerships.partnership_decline, name="partnership-decline"),
    path("partnerships/<uuid:pk>/contacts/", partnerships.partnership_contacts, name="partnership-contacts"),
    path("partnerships/<uuid:pk>/schools/", partnerships.partnership_schools, name="partnership-schools"),
    path("postings/", postings.posting_list, name="posting-list"),
    path("postings/new/", postings.posting_create, name="posting-create"),
    path("postings/<uuid:pk>/end/", postings.posting_end, name="posting-end"),
    path("postings/<uuid:pk>/stand-in/", postings.posting_stand_in, name="posting-stand-in"),
    path("mou/", mou.mou_list, name="mou-list"),
    path("mou/<uuid:pk>/", mou.mou_detail, name="mou-detail"),
    path("mou/<uuid:pk>/enter/", mou_entry.mou_enter, name="mou-enter"),
    path("mou/<uuid:pk>/draft/", mou_pdf.mou_draft, name="mou-draft"),
    path("mou/<uuid:pk>/review/", reviews.review_record, name="review-record"),
    path("mou/versions/<uuid:pk>/", mou.mou_version, name="mou-version"),
    path("mou/versions/<uuid:pk>/confirm/", mou_entry.mou_confirm, name="mou-confirm"),
    path("mou/versions/<uuid:pk>/reject/", mou_entry.mou_reject, name="mou-reject"),
    path("mou/versions/<uuid:pk>/scan/", mou.mou_scan, name="mou-scan"),
    path("mou/versions/<uuid:pk>/mou.pdf", mou_pdf.mou_pdf, name="mou-pdf"),
]
