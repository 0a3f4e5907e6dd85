"""Addresses of partnerships, postings and MOUs."""

from django.urls import path

from partnerships.views import (
    draft_clauses,
    mou,
    mou_answers,
    mou_drafts,
    mou_entry,
    mou_pdf,
    partnerships,
    postings,
    reviews,
)

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
    path("mou/drafts/<uuid:pk>/", mou_drafts.mou_draft_contents, name="mou-draft-contents"),
    path("mou/drafts/<uuid:pk>/facts/", mou_drafts.mou_draft_facts, name="mou-draft-facts"),
    path("mou/drafts/<uuid:pk>/terms/", mou_drafts.mou_draft_terms, name="mou-draft-terms"),
    path("mou/drafts/<uuid:pk>/scan/", mou_drafts.mou_draft_scan, name="mou-draft-scan"),
    path("mou/drafts/<uuid:pk>/add/", draft_clauses.mou_draft_add, name="mou-draft-add"),
    path("mou/drafts/<uuid:pk>/check/", mou_drafts.mou_draft_check, name="mou-draft-check"),
    path("mou/drafts/<uuid:pk>/discard/", mou_drafts.mou_draft_discard, name="mou-draft-discard"),
    path("mou/drafts/clauses/<uuid:pk>/", draft_clauses.mou_draft_clause, name="mou-draft-clause"),
    path("mou/<uuid:pk>/draft/", mou_pdf.mou_draft, name="mou-draft"),
    path("mou/<uuid:pk>/review/", reviews.review_record, name="review-record"),
    path("mou/versions/<uuid:pk>/", mou.mou_version, name="mou-version"),
    path("mou/versions/<uuid:pk>/confirm/", mou_answers.mou_confirm, name="mou-confirm"),
    path("mou/versions/<uuid:pk>/reject/", mou_answers.mou_reject, name="mou-reject"),
    path("mou/versions/<uuid:pk>/withdraw/", mou_answers.mou_withdraw, name="mou-withdraw"),
    path("mou/versions/<uuid:pk>/scan/", mou.mou_scan, name="mou-scan"),
    path("mou/versions/<uuid:pk>/scan/as-sent/", mou.mou_scan_as_sent, name="mou-scan-as-sent"),
    path("mou/versions/<uuid:pk>/mou.pdf", mou_pdf.mou_pdf, name="mou-pdf"),
]
