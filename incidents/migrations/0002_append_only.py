from django.db import migrations

from ledger.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_incidents")]

    operations = [append_only("incidents_disclosure", "incidents_disclosuretext")]
