"""People, invitations, organizations, inbox, activity; and with them sign-in and one's own account."""

from django.urls import include, path

from accounts.views import activity, closing, inbox, invitations, organizations, people, portal, staff_invitations

urlpatterns = [
    path("", include("accounts.sign_in_urls")),
    path("", include("accounts.session_urls")),
    path("people/", people.person_list, name="person-list"),
    path("people/export.csv", people.person_export, name="person-export"),
    path("people/invite/", staff_invitations.person_invite_all, name="person-invite-all"),
    path("people/<uuid:pk>/invite/", staff_invitations.person_invite, name="person-invite"),
    path("people/designate/", invitations.person_designate, name="person-designate"),
    path("people/<uuid:pk>/", people.person_detail, name="person-detail"),
    path("people/<uuid:pk>/sign-out/", people.person_sign_out, name="person-sign-out"),
    path("people/<uuid:pk>/close/", closing.person_close, name="person-close"),
    path("people/<uuid:pk>/open/", closing.person_reopen, name="person-reopen"),
    path("roles/<uuid:pk>/change/", people.membership_change, name="membership-change"),
    path("roles/<uuid:pk>/end/", people.membership_end, name="membership-end"),
    path("invitations/new/", invitations.invitation_new, name="invitation-new"),
    path("invitations/<uuid:pk>/resend/", invitations.invitation_resend, name="invitation-resend"),
    path("invitations/<uuid:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
    path("organizations/", organizations.organization_list, name="organization-list"),
    path("organizations/new/<slug:kind>/", organizations.organization_new, name="organization-new"),
    path(
        "organizations/portal-administrators/invite/",
        portal.portal_administrator_invite,
        name="portal-administrator-invite",
    ),
    path(
        "organizations/portal-administrators/<uuid:pk>/end/",
        portal.portal_administrator_end,
        name="portal-administrator-end",
    ),
    path("organizations/own/", organizations.organization_own, name="organization-own"),
    path("organizations/<uuid:pk>/", organizations.organization_detail, name="organization-detail"),
    path("organizations/<uuid:pk>/edit/", organizations.organization_edit, name="organization-edit"),
    path("schools/", organizations.school_list, name="school-list"),
    path("schools/new/<uuid:district>/", organizations.school_new, name="school-new"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read-all/", inbox.inbox_read_all, name="inbox-read-all"),
    path("inbox/<uuid:pk>/", inbox.notice_open, name="notice-open"),
    path("activity/", activity.activity_list, name="activity"),
]
