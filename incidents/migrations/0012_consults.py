"""Questions to the supervisor before a call; a disclosure belongs to a call or to such a question."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only, open_for_change


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_names_folded'),
        ('incidents', '0011_record_requests'),
        ('partnerships', '0009_scan_as_sent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consult',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form_key', models.UUIDField(unique=True)),
                ('state', models.CharField(choices=[('asked', 'Waits for the answer'), ('answered', 'Answered'), ('withdrawn', 'Withdrawn'), ('referred', 'Became a call'), ('closed', 'Closed')], default='asked', max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('behavior', models.CharField(max_length=40, verbose_name='what happened')),
                ('place', models.CharField(max_length=40, verbose_name='where')),
                ('reason', models.TextField(verbose_name='why the school is unsure')),
                ('question', models.TextField(verbose_name='question')),
                ('may_be_kept', models.BooleanField(default=False, verbose_name='may be kept as an example')),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consults', to='incidents.referral')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
        ),
        migrations.CreateModel(
            name='ConsultAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('school', 'A school matter'), ('police', 'Call us: it is a police matter'), ('depends', 'It depends: what to look for')], max_length=10)),
                ('text', models.TextField(verbose_name='answer')),
                ('form_key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.clause')),
                ('consult', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='incidents.consult')),
            ],
        ),
        migrations.CreateModel(
            name='Precedent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('behavior', models.CharField(max_length=40, verbose_name='what happened')),
                ('situation', models.TextField(verbose_name='what it was about')),
                ('kind', models.CharField(choices=[('school', 'A school matter'), ('police', 'Call us: it is a police matter'), ('depends', 'It depends: what to look for')], max_length=10)),
                ('advice', models.TextField(verbose_name='what was answered')),
                ('form_key', models.UUIDField(unique=True)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_reason', models.TextField(blank=True, verbose_name='why it was taken out')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clause', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.clause')),
                ('consult', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='precedent', to='incidents.consult')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.partnership')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('removed_side', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
        ),
        migrations.AddIndex(
            model_name='consult',
            index=models.Index(fields=['school', '-asked_at', '-id'], name='consult_by_school'),
        ),
        migrations.AddIndex(
            model_name='consult',
            index=models.Index(fields=['district', '-asked_at', '-id'], name='consult_by_district'),
        ),
        migrations.AddIndex(
            model_name='consult',
            index=models.Index(fields=['partnership', '-asked_at', '-id'], name='consult_by_partnership'),
        ),
        migrations.AddConstraint(
            model_name='consult',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'answered', 'withdrawn', 'referred', 'closed'])), name='consult_state_known'),
        ),
        migrations.AddConstraint(
            model_name='consult',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['closed', 'referred', 'withdrawn'])), models.Q(models.Q(('state__in', ['closed', 'referred', 'withdrawn']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='consult_ended_pair'),
        ),
        migrations.AddConstraint(
            model_name='consult',
            constraint=models.UniqueConstraint(fields=('partnership', 'year', 'sequence'), name='consult_number_once'),
        ),
        migrations.AddConstraint(
            model_name='consult',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('referral',), name='consult_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='consultanswer',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['school', 'police', 'depends'])), name='consult_answer_known'),
        ),
        migrations.AddIndex(
            model_name='precedent',
            index=models.Index(fields=['partnership', '-at', '-id'], name='precedent_by_partnership'),
        ),
        migrations.AddConstraint(
            model_name='precedent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['school', 'police', 'depends'])), name='precedent_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='precedent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None), ('removed_reason', ''), ('removed_side', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), ('removed_side__isnull', False), models.Q(('removed_reason', ''), _negated=True)), _connector='OR'), name='precedent_removed_whole'),
        ),
        open_for_change("incidents_disclosure"),
        migrations.AlterField(
            model_name='disclosure',
            name='about',
            field=models.CharField(choices=[('referral', 'The referral'), ('addendum', 'A later fact'), ('question', 'A question'), ('reply', 'The answer to a question'), ('response', "The officer's answer"), ('review', "The supervisor's determination"), ('outcome', 'The outcome'), ('withdrawal', 'The withdrawal'), ('lead', 'Who leads'), ('request', 'A request for a record'), ('record', 'The answer to a request for a record'), ('consult', 'A question before a call'), ('advice', 'The answer to a question before a call'), ('consult_end', 'That a question needs no answer'), ('precedent', 'An example, reworded')], max_length=12),
        ),
        migrations.RemoveConstraint(model_name='disclosure', name='disclosure_one_owner'),
        migrations.AddField(
            model_name='disclosure',
            name='consult',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='incidents.consult'),
        ),
        migrations.AddConstraint(
            model_name='disclosure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('consult__isnull', True), ('record_request__isnull', True), ('referral__isnull', False)), models.Q(('consult__isnull', False), ('record_request__isnull', True), ('referral__isnull', True)), models.Q(('consult__isnull', True), ('record_request__isnull', False), ('referral__isnull', True)), _connector='OR'), name='disclosure_one_owner'),
        ),
        append_only("incidents_disclosure"),
    ]
