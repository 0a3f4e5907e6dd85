"""Requests for a record; a disclosure is of a referral or of such a request; corrections asked for by a family."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only, open_for_change


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_names_folded'),
        ('incidents', '0010_leads'),
        ('partnerships', '0009_scan_as_sent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        open_for_change('incidents_disclosure'),
        migrations.CreateModel(
            name='RecordAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given', models.TextField(blank=True, verbose_name='what is given')),
                ('school_text', models.BooleanField(default=False, verbose_name='the school-only text of the call')),
                ('words', models.TextField(blank=True, verbose_name='what is not given, and why')),
                ('form_key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordLook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agreed', models.BooleanField(verbose_name='agrees with the answer')),
                ('words', models.TextField(verbose_name='what is to be said of it')),
                ('form_key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RecordRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form_key', models.UUIDField(unique=True)),
                ('state', models.CharField(choices=[('asked', 'Waits for the records custodian'), ('granted', 'Granted'), ('in_part', 'Granted in part'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10)),
                ('school_year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('basis', models.CharField(choices=[('personal_observation', 'What staff saw or heard themselves'), ('emergency', 'Health or safety emergency (34 CFR 99.36)'), ('consent', 'Consent of the parent or eligible student (34 CFR 99.30)'), ('law_enforcement_unit', 'Law-enforcement-unit record (34 CFR 99.8)'), ('school_official', "School official under the district's notice (34 CFR 99.31(a)(1))"), ('agency_record', "The agency's own record, reported back under the MOU"), ('court_order', 'Court order or subpoena (34 CFR 99.31(a)(9))'), ('no_record', 'No record: the words of a refusal')], max_length=24)),
                ('asked_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='disclosure',
            name='disclosure_basis_known',
        ),
        migrations.AddField(
            model_name='addendum',
            name='kind',
            field=models.CharField(blank=True, choices=[('correction', 'Correction asked for by the family')], max_length=12),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='about',
            field=models.CharField(choices=[('referral', 'The referral'), ('addendum', 'A later fact'), ('question', 'A question'), ('reply', 'The answer to a question'), ('response', "The officer's answer"), ('review', "The supervisor's determination"), ('outcome', 'The outcome'), ('withdrawal', 'The withdrawal'), ('lead', 'Who leads'), ('request', 'A request for a record'), ('record', 'The answer to a request for a record')], max_length=12),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='basis',
            field=models.CharField(choices=[('personal_observation', 'What staff saw or heard themselves'), ('emergency', 'Health or safety emergency (34 CFR 99.36)'), ('consent', 'Consent of the parent or eligible student (34 CFR 99.30)'), ('law_enforcement_unit', 'Law-enforcement-unit record (34 CFR 99.8)'), ('school_official', "School official under the district's notice (34 CFR 99.31(a)(1))"), ('agency_record', "The agency's own record, reported back under the MOU"), ('court_order', 'Court order or subpoena (34 CFR 99.31(a)(9))'), ('no_record', 'No record: the words of a refusal')], max_length=24),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='identity_basis',
            field=models.CharField(blank=True, choices=[('personal_observation', 'What staff saw or heard themselves'), ('emergency', 'Health or safety emergency (34 CFR 99.36)'), ('consent', 'Consent of the parent or eligible student (34 CFR 99.30)'), ('law_enforcement_unit', 'Law-enforcement-unit record (34 CFR 99.8)'), ('school_official', "School official under the district's notice (34 CFR 99.31(a)(1))"), ('agency_record', "The agency's own record, reported back under the MOU"), ('court_order', 'Court order or subpoena (34 CFR 99.31(a)(9))'), ('no_record', 'No record: the words of a refusal')], max_length=24),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='referral',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='incidents.referral'),
        ),
        migrations.AddField(
            model_name='recordanswer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recordlook',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='RecordRequestText',
            fields=[
                ('record_request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='text', serialize=False, to='incidents.recordrequest')),
                ('what', models.TextField(verbose_name='which record')),
                ('why', models.TextField(verbose_name='what it is needed for')),
                ('ground', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='district',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='referral',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.referral'),
        ),
        migrations.AddField(
            model_name='recordrequest',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='recordlook',
            name='record_request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='look', to='incidents.recordrequest'),
        ),
        migrations.AddField(
            model_name='recordanswer',
            name='record_request',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='incidents.recordrequest'),
        ),
        migrations.AddField(
            model_name='disclosure',
            name='record_request',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='incidents.recordrequest'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('record_request__isnull', True), ('referral__isnull', False)), models.Q(('record_request__isnull', False), ('referral__isnull', True)), _connector='OR'), name='disclosure_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['personal_observation', 'emergency', 'consent', 'law_enforcement_unit', 'school_official', 'agency_record', 'court_order', 'no_record'])), name='disclosure_basis_known'),
        ),
        migrations.AddIndex(
            model_name='recordrequest',
            index=models.Index(fields=['district', '-asked_at', '-id'], name='record_request_by_district'),
        ),
        migrations.AddIndex(
            model_name='recordrequest',
            index=models.Index(fields=['agency', '-asked_at', '-id'], name='record_request_by_agency'),
        ),
        migrations.AddIndex(
            model_name='recordrequest',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['district', 'asked_at'], name='record_request_waiting'),
        ),
        migrations.AddConstraint(
            model_name='recordrequest',
            constraint=models.UniqueConstraint(fields=('partnership', 'school_year', 'sequence'), name='record_request_number_once'),
        ),
        migrations.AddConstraint(
            model_name='recordrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'granted', 'in_part', 'refused', 'withdrawn'])), name='record_request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='recordrequest',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ('emergency', 'court_order', 'consent', 'law_enforcement_unit', 'school_official'))), name='record_request_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='recordrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='record_request_closed_pair'),
        ),
        append_only('incidents_disclosure'),
    ]
