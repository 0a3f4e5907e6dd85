"""Rosters become an app of their own: the tables stay as they are, and rosters/0001 takes them over."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_organization_side")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("RosterPlace"),
                migrations.DeleteModel("WaitingStaff"),
                migrations.DeleteModel("WaitingSchool"),
                migrations.DeleteModel("RosterProblem"),
                migrations.DeleteModel("RosterPerson"),
                migrations.DeleteModel("RosterImport"),
            ]
        )
    ]
