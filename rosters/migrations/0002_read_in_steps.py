"""A roster is read and applied in short steps: what is read waits in pieces, and each import says how far it is.

A school that the roster lets go is remembered, to be closed by a person.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_membership_by_side'),
        ('rosters', '0001_rosters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RosterPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SchoolLetGo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='rosterimport',
            name='roster_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='rosterimport',
            name='roster_open_once',
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='applying_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='left_out',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='oneroster_version',
            field=models.CharField(default='1.1', max_length=3),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='set_aside',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='trial',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='work_done',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='rosterimport',
            name='work_total',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='rosterperson',
            name='identifier',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='rosterproblem',
            name='roster_id',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='waitingstaff',
            name='disabled',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='waitingstaff',
            name='done',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='waitingstaff',
            name='identifier',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AlterField(
            model_name='rosterimport',
            name='state',
            field=models.CharField(choices=[('received', 'Being read and compared'), ('previewed', 'Waits for your decision'), ('confirmed', 'Confirmed, waits for its turn'), ('applying', 'Being applied'), ('applied', 'Applied'), ('discarded', 'Discarded'), ('stopped', 'Stopped before it was finished'), ('failed', 'Could not be applied')], default='received', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='rosterimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'previewed', 'confirmed', 'applying', 'applied', 'discarded', 'stopped', 'failed'])), name='roster_state_known'),
        ),
        migrations.AddConstraint(
            model_name='rosterimport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['applying', 'confirmed', 'previewed', 'received']), ('trial', False)), fields=('district',), name='roster_open_once'),
        ),
        migrations.AddField(
            model_name='rosterpiece',
            name='roster_import',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='rosters.rosterimport'),
        ),
        migrations.AddField(
            model_name='schoolletgo',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schoolletgo',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools_let_go', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='schoolletgo',
            name='school',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='let_go', to='accounts.organization'),
        ),
        migrations.AddConstraint(
            model_name='rosterpiece',
            constraint=models.UniqueConstraint(fields=('roster_import', 'number'), name='roster_piece_once'),
        ),
        migrations.AddConstraint(
            model_name='schoolletgo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), ('closed_at__isnull', False), _connector='OR'), name='school_let_go_closed_by_someone'),
        ),
    ]
