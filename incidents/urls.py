"""Addresses of calls on the officer. Ids are UUIDs; no address carries a fact."""

from django.urls import path

from incidents.views import detail, details, gate, lists, officer, register, school, sending, supervisor

urlpatterns = [
    path("referrals/", lists.referral_list, name="referral-list"),
    path("referrals/export.csv", lists.referral_export, name="referral-export"),
    path("referrals/new/", gate.referral_start, name="referral-start"),
    path("referrals/emergency/", gate.referral_emergency, name="referral-emergency"),
    path("referrals/<uuid:pk>/", detail.referral_detail, name="referral-detail"),
    path("referrals/<uuid:pk>/referral.pdf", detail.referral_pdf, name="referral-pdf"),
    path("referrals/<uuid:pk>/resume/", gate.referral_resume, name="referral-resume"),
    path("referrals/<uuid:pk>/danger/", gate.referral_danger, name="referral-danger"),
    path("referrals/<uuid:pk>/crime/", gate.referral_crime, name="referral-crime"),
    path("referrals/<uuid:pk>/gate/", gate.referral_gate, name="referral-gate"),
    path("referrals/<uuid:pk>/details/", details.referral_details, name="referral-details"),
    path("referrals/<uuid:pk>/check/", sending.referral_check, name="referral-check"),
    path("referrals/<uuid:pk>/submit/", sending.referral_submit, name="referral-submit"),
    path("referrals/<uuid:pk>/discard/", sending.referral_discard, name="referral-discard"),
    path("referrals/<uuid:pk>/accept/", officer.referral_accept, name="referral-accept"),
    path("referrals/<uuid:pk>/decline/", officer.referral_decline, name="referral-decline"),
    path("referrals/<uuid:pk>/ask/", officer.referral_ask, name="referral-ask"),
    path("referrals/<uuid:pk>/outcome/", officer.referral_outcome, name="referral-outcome"),
    path("referrals/<uuid:pk>/review/", supervisor.referral_review, name="referral-review"),
    path("referrals/<uuid:pk>/reply/", school.referral_reply, name="referral-reply"),
    path("referrals/<uuid:pk>/withdraw/", school.referral_withdraw, name="referral-withdraw"),
    path("referrals/<uuid:pk>/addendum/", school.referral_addendum, name="referral-addendum"),
    path("referrals/<uuid:pk>/disclose/", school.referral_disclose, name="referral-disclose"),
    path("disclosures/", register.disclosure_list, name="disclosure-list"),
    path("queue/", lists.referral_queue, name="referral-queue"),
    path("reviews/", lists.review_list, name="review-list"),
    path("kept-in-school/", lists.kept_in_school_list, name="kept-in-school"),
    path("kept-in-school/<uuid:pk>/", gate.kept_in_school_detail, name="kept-in-school-detail"),
]
