"""An MOU is entered in a draft that is saved as one goes, clause by clause."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_names_folded'),
        ('partnerships', '0007_clause_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftClause',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('place', models.CharField(choices=[('within', 'In the MOU'), ('cut', 'Cut from the pasted text'), ('loose', 'Placed nowhere'), ('out', 'Left out')], default='within', max_length=8)),
                ('loose', models.CharField(blank=True, choices=[('before', 'Before the first clause'), ('bare', 'A heading without text of its own'), ('pages', 'Page numbers, headers and footers'), ('signed', 'Signatures')], max_length=8)),
                ('number', models.CharField(blank=True, max_length=12, verbose_name='number')),
                ('subject', models.CharField(blank=True, choices=[('roles', 'Roles'), ('discipline', 'Discipline'), ('calls', 'When to call the officer'), ('information', 'Sharing information'), ('identity', 'Sharing a student’s identity'), ('police_powers', 'Questioning, search and arrest'), ('guardians', 'Telling parents and guardians'), ('training', 'Training'), ('emergency', 'Emergencies'), ('review', 'Review and dates')], max_length=24, verbose_name='about')),
                ('heading', models.CharField(blank=True, max_length=120, verbose_name='heading')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('key_words', models.CharField(blank=True, max_length=200, verbose_name='deciding words')),
                ('plain', models.CharField(blank=True, max_length=300, verbose_name='in plain words')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DraftScan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('file', models.FileField(upload_to='scans/')),
                ('name', models.CharField(max_length=150)),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DraftTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(choices=[('review_interval_months', 'Months between reviews of the MOU'), ('notice_ladder_days', 'Days before the review on which both sides are told'), ('days_to_acknowledge', 'Days to acknowledge a new version'), ('school_days_to_answer', 'School days for the officer to answer'), ('school_days_to_review', 'School days for the supervisor to review'), ('identity_sharing', "When a student's name from a school record may be sent"), ('outcomes_reported', 'Outcomes the agency reports back'), ('grace_days', 'Days of grace after the MOU ends'), ('hours_to_tell_guardian', 'Hours to tell a guardian')], max_length=32)),
                ('value', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='MouDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.CharField(choices=[('model', 'Our model clauses'), ('last', 'The version before'), ('pasted', 'A pasted text')], max_length=8)),
                ('title', models.CharField(blank=True, max_length=150, verbose_name='title')),
                ('signed_on', models.DateField(null=True, verbose_name='signed on')),
                ('signed_by_school', models.CharField(blank=True, max_length=150, verbose_name='signed for the district by')),
                ('signed_by_agency', models.CharField(blank=True, max_length=150, verbose_name='signed for the agency by')),
                ('effective_on', models.DateField(null=True, verbose_name='in force from')),
                ('last_day', models.DateField(null=True, verbose_name='last day in force')),
                ('terms_seen', models.BooleanField(default=False)),
                ('begun_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('form_key', models.UUIDField(unique=True)),
            ],
        ),
        migrations.AddField(
            model_name='draftterm',
            name='clause',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='terms', to='partnerships.draftclause'),
        ),
        migrations.AddField(
            model_name='moudraft',
            name='begun_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moudraft',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moudraft',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.version'),
        ),
        migrations.AddField(
            model_name='moudraft',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='moudraft',
            name='side',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='draftterm',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='partnerships.moudraft'),
        ),
        migrations.AddField(
            model_name='draftscan',
            name='draft',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='scan', to='partnerships.moudraft'),
        ),
        migrations.AddField(
            model_name='draftclause',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='partnerships.moudraft'),
        ),
        migrations.AddConstraint(
            model_name='moudraft',
            constraint=models.UniqueConstraint(fields=('partnership', 'side'), name='mou_draft_once'),
        ),
        migrations.AddConstraint(
            model_name='moudraft',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['model', 'last', 'pasted'])), name='mou_draft_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='draftterm',
            constraint=models.UniqueConstraint(fields=('draft', 'key'), name='draft_term_once'),
        ),
        migrations.AddConstraint(
            model_name='draftclause',
            constraint=models.UniqueConstraint(fields=('draft', 'key'), name='draft_clause_key_once'),
        ),
        migrations.AddConstraint(
            model_name='draftclause',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', ['within', 'cut', 'loose', 'out'])), name='draft_clause_place_known'),
        ),
        migrations.AddConstraint(
            model_name='draftclause',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', 'loose'), _negated=True), models.Q(('loose', ''), _negated=True), _connector='OR'), name='draft_clause_loose_why'),
        ),
    ]
