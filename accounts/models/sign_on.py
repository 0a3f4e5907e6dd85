"""Single sign-on by OpenID Connect, one provider row per organization."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from accounts.querysets import SignOnProviderQuerySet
from common.folding import FoldedField
from common.lines import LineField


class SignOnProvider(models.Model):
    """Google and Microsoft are configurations of this. Identity is issuer and subject, never the address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="sign_on_providers")
    name = LineField(_("name on the button"), max_length=40)
    name_folded = FoldedField(of="name")
    provider_id = models.SlugField(_("short name in the address"), max_length=40, unique=True)
    server_url = models.URLField(
        _("issuer address"), max_length=300, help_text=_("The OpenID Connect issuer, https only.")
    )
    client_id = LineField(_("client ID"), max_length=255)
    secret = models.CharField(_("client secret"), max_length=500)
    asserts_second_factor = models.BooleanField(
        _("its second factor counts"),
        default=False,
        help_text=_("Only where the provider reports it (the amr claim). Otherwise people give ours as well."),
    )
    enabled = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField()

    objects = SignOnProviderQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
