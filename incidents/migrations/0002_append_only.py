from django.db import migrations

from ledger.migrations._triggers_1 import append_only


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_incidents")]

    operations = [append_only("incidents_disclosure", "incidents_disclosuretext")]
