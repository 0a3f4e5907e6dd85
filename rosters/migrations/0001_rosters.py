"""The tables of rosters, which `accounts` made; nothing of the database changes but who they belong to."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


MODELS = ["rosterimport", "waitingschool", "waitingstaff", "rosterproblem", "rosterperson", "rosterplace"]


def take_content_types(apps, schema_editor):
    """Django's own list of models names the app too; what points at a row of it stays true."""
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="accounts", model__in=MODELS).update(
        app_label="rosters"
    )


def give_content_types_back(apps, schema_editor):
    apps.get_model("contenttypes", "ContentType").objects.filter(app_label="rosters", model__in=MODELS).update(
        app_label="accounts"
    )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_rosters_leave'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='RosterImport',
                    fields=[
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('received', 'Being compared'), ('previewed', 'Waits for your decision'), ('confirmed', 'Confirmed, waits for its turn'), ('applying', 'Being applied'), ('applied', 'Applied'), ('discarded', 'Discarded'), ('failed', 'Could not be applied')], default='received', max_length=10)),
                        ('created_at', models.DateTimeField()),
                        ('orgs_mode', models.CharField(max_length=6)),
                        ('users_mode', models.CharField(max_length=6)),
                        ('district_roster_id', models.CharField(blank=True, max_length=255)),
                        ('district_name', models.CharField(blank=True, max_length=150)),
                        ('counts', models.JSONField(default=dict)),
                        ('fingerprint', models.CharField(blank=True, max_length=64)),
                        ('returned', models.BooleanField(default=False)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('allowed_endings', models.PositiveIntegerField(default=0)),
                        ('claimed_at', models.DateTimeField(null=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_imports', to='accounts.organization')),
                        ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'accounts_rosterimport',
                    },
                ),
                migrations.CreateModel(
                    name='RosterPerson',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('roster_id', models.CharField(max_length=255)),
                        ('made_account', models.BooleanField(default=False)),
                        ('administrator', models.BooleanField(default=False)),
                        ('created_at', models.DateTimeField()),
                        ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_people', to='accounts.organization')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_people', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'accounts_rosterperson',
                    },
                ),
                migrations.CreateModel(
                    name='RosterPlace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('created_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roster_places', to='accounts.organization')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='rosters.rosterperson')),
                    ],
                    options={
                        'db_table': 'accounts_rosterplace',
                    },
                ),
                migrations.CreateModel(
                    name='RosterProblem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.CharField(max_length=20)),
                        ('line', models.PositiveIntegerField()),
                        ('code', models.CharField(max_length=20)),
                        ('detail', models.CharField(blank=True, max_length=255)),
                        ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='rosters.rosterimport')),
                    ],
                    options={
                        'db_table': 'accounts_rosterproblem',
                    },
                ),
                migrations.CreateModel(
                    name='WaitingSchool',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.PositiveIntegerField(default=0)),
                        ('roster_id', models.CharField(max_length=255)),
                        ('name', models.CharField(max_length=150)),
                        ('identifier', models.CharField(blank=True, max_length=255)),
                        ('verdict', models.CharField(blank=True, choices=[('created', 'New'), ('updated', 'Changed'), ('ended', 'Ends'), ('unchanged', 'As it is'), ('rejected', 'Cannot be used'), ('stays', 'Gone from the roster, and stays here')], max_length=10)),
                        ('note', models.CharField(blank=True, max_length=20)),
                        ('leaving', models.BooleanField(default=False)),
                        ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organization')),
                        ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schools', to='rosters.rosterimport')),
                    ],
                    options={
                        'db_table': 'accounts_waitingschool',
                    },
                ),
                migrations.CreateModel(
                    name='WaitingStaff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.PositiveIntegerField(default=0)),
                        ('roster_id', models.CharField(max_length=255)),
                        ('name', models.CharField(blank=True, max_length=150)),
                        ('email', models.CharField(blank=True, max_length=254)),
                        ('administrator', models.BooleanField(default=False)),
                        ('leaving', models.BooleanField(default=False)),
                        ('places', models.JSONField(default=list)),
                        ('verdict', models.CharField(blank=True, choices=[('created', 'New'), ('updated', 'Changed'), ('ended', 'Ends'), ('unchanged', 'As it is'), ('rejected', 'Cannot be used'), ('stays', 'Gone from the roster, and stays here')], max_length=10)),
                        ('note', models.CharField(blank=True, max_length=20)),
                        ('moves', models.JSONField(default=dict)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='rosters.rosterperson')),
                        ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='rosters.rosterimport')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'db_table': 'accounts_waitingstaff',
                    },
                ),
                migrations.AddIndex(
                    model_name='rosterimport',
                    index=models.Index(fields=['district', '-created_at', '-id'], name='roster_by_district'),
                ),
                migrations.AddConstraint(
                    model_name='rosterimport',
                    constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'previewed', 'confirmed', 'applying', 'applied', 'discarded', 'failed'])), name='roster_state_known'),
                ),
                migrations.AddConstraint(
                    model_name='rosterimport',
                    constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['applying', 'confirmed', 'previewed', 'received'])), fields=('district',), name='roster_open_once'),
                ),
                migrations.AddConstraint(
                    model_name='rosterperson',
                    constraint=models.UniqueConstraint(fields=('district', 'roster_id'), name='roster_person_by_id'),
                ),
                migrations.AddConstraint(
                    model_name='rosterperson',
                    constraint=models.UniqueConstraint(fields=('district', 'user'), name='roster_person_by_user'),
                ),
                migrations.AddConstraint(
                    model_name='rosterplace',
                    constraint=models.UniqueConstraint(fields=('person', 'organization'), name='roster_place_once'),
                ),
                migrations.AddIndex(
                    model_name='rosterproblem',
                    index=models.Index(fields=['roster_import', 'file', 'line', 'id'], name='roster_problem_by_line'),
                ),
                migrations.AddIndex(
                    model_name='waitingschool',
                    index=models.Index(fields=['roster_import', 'verdict', 'id'], name='waiting_school_by_verdict'),
                ),
                migrations.AddIndex(
                    model_name='waitingstaff',
                    index=models.Index(fields=['roster_import', 'verdict', 'id'], name='waiting_staff_by_verdict'),
                ),
                migrations.AddIndex(
                    model_name='waitingstaff',
                    index=models.Index(fields=['roster_import', 'email'], name='waiting_staff_by_email'),
                ),
                migrations.AddIndex(
                    model_name='waitingstaff',
                    index=models.Index(fields=['roster_import', 'roster_id'], name='waiting_staff_by_id'),
                ),
            ]
        ),
        migrations.RunPython(take_content_types, give_content_types_back),
    ]
