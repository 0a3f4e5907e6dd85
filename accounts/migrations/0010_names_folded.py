"""Names in one normal form beside what was typed, the order of lists by it, and addresses in one form."""

from django.db import migrations, models

from accounts.migrations._folding_1 import order_by_character, write, write_addresses

MODELS = ("User", "Organization", "Invitation", "SignOnProvider")


def order(apps, schema_editor):
    for one in MODELS:
        order_by_character(schema_editor, apps.get_model("accounts", one), "name_folded", 300)


def fill(apps, schema_editor):
    for one in MODELS:
        write(apps.get_model("accounts", one), "name", 300)
    write_addresses(apps.get_model("accounts", "User"), once=True)
    write_addresses(apps.get_model("account", "EmailAddress"), once=True)
    write_addresses(apps.get_model("accounts", "Invitation"), once=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_kept_forms"), ("account", "0001_initial")]

    operations = [
        *(
            migrations.AddField(
                one.lower(), "name_folded", models.CharField(blank=True, default="", editable=False, max_length=300)
            )
            for one in MODELS
        ),
        migrations.RunPython(order, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex("user", "user_by_name"),
        migrations.RemoveIndex("organization", "organization_by_parent"),
        migrations.AddIndex("user", models.Index(fields=["name_folded", "id"], name="user_by_name")),
        migrations.AddIndex("organization", models.Index(fields=["parent", "name_folded"], name="organization_by_parent")),
    ]
