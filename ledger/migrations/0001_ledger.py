"""The four tables of the ground floor; the events protected from their first moment."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from ledger.migrations._triggers_1 import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to', models.CharField(max_length=64)),
                ('message_id', models.CharField(max_length=255, unique=True)),
                ('created_at', models.DateTimeField()),
                ('try_after', models.DateTimeField()),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('lease_owner', models.CharField(blank=True, max_length=36)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=80)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(condition=models.Q(('failed_at__isnull', True), ('sent_at__isnull', True)), fields=['try_after'], name='ledger_delivery_open'), models.Index(condition=models.Q(('failed_at__isnull', False)), fields=['failed_at'], name='ledger_delivery_failed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='ledger_delivery_sent_or_failed'), models.CheckConstraint(condition=models.Q(models.Q(('lease_owner', ''), ('leased_until__isnull', True)), models.Q(('leased_until__isnull', False), models.Q(('lease_owner', ''), _negated=True)), _connector='OR'), name='ledger_delivery_lease_has_owner')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('seq', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.CharField(blank=True, max_length=64)),
                ('organization_id', models.CharField(blank=True, max_length=64)),
                ('session', models.CharField(blank=True, max_length=64)),
                ('ip', models.CharField(blank=True, max_length=45)),
                ('request_id', models.CharField(blank=True, max_length=64)),
                ('action', models.CharField(max_length=100)),
                ('object_type', models.CharField(blank=True, max_length=64)),
                ('object_id', models.CharField(blank=True, max_length=64)),
                ('outcome', models.CharField(max_length=32)),
                ('data', models.TextField()),
                ('prev_hash', models.CharField(max_length=64, unique=True)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['object_type', 'object_id', '-seq'], name='ledger_event_object'), models.Index(fields=['actor_id', '-seq'], name='ledger_event_actor'), models.Index(fields=['organization_id', '-seq'], name='ledger_event_organization'), models.Index(fields=['action', '-seq'], name='ledger_event_action')],
            },
        ),
        migrations.CreateModel(
            name='JobRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('job', models.CharField(max_length=80)),
                ('period', models.CharField(max_length=40)),
                ('claimed_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=1)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('failed', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['job', '-finished_at'], name='ledger_jobrun_last')],
                'constraints': [models.UniqueConstraint(fields=('job', 'period'), name='ledger_jobrun_once'), models.CheckConstraint(condition=models.Q(('failed', False), ('finished_at__isnull', False), _connector='OR'), name='ledger_jobrun_failed_is_finished')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('to', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('due', models.DateTimeField()),
                ('about_type', models.CharField(max_length=64)),
                ('about_id', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('facts', models.JSONField(default=dict)),
                ('mandatory', models.BooleanField(default=False)),
                ('fold', models.CharField(blank=True, max_length=40)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_reason', models.CharField(blank=True, max_length=20)),
                ('delivery', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='ledger.delivery')),
            ],
            options={
                'indexes': [models.Index(fields=['to', '-due', '-id'], name='ledger_notice_inbox'), models.Index(condition=models.Q(('dropped_at__isnull', True), ('read_at__isnull', True)), fields=['to'], name='ledger_notice_unread'), models.Index(condition=models.Q(('delivery__isnull', True), ('dropped_at__isnull', True)), fields=['due'], name='ledger_notice_unplanned'), models.Index(fields=['about_type', 'about_id'], name='ledger_notice_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_reason', '')), models.Q(('dropped_at__isnull', False), ('dropped_reason__in', ('not_needed', 'recipient_gone', 'inbox_only'))), _connector='OR'), name='ledger_notice_drop_has_reason')],
            },
        ),
        append_only("ledger_event"),
    ]
