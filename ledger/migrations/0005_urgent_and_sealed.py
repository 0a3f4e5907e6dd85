"""What somebody waits for before a page goes first, and what only the mail may say is sealed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_why_mail_was_not_delivered'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='urgent',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='notice',
            name='sealed',
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('failed_at__isnull', True), ('sent_at__isnull', True), ('urgent', True)), fields=['try_after'], name='ledger_delivery_urgent'),
        ),
    ]
