"""Whose the trouble is when a message is not delivered, and how often nobody knows whether it was."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_remembered_head'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='doubts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='delivery',
            name='trouble',
            field=models.CharField(blank=True, choices=[('address', 'There is no mailbox at the address'), ('ours', 'The mail server refuses the portal’s mail'), ('unanswered', 'The mail server closed the connection without an answer; the mail may have arrived'), ('passing', 'The mail server could not take it')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('trouble', ''), ('trouble__in', ['address', 'ours', 'unanswered', 'passing']), _connector='OR'), name='ledger_delivery_trouble_known'),
        ),
    ]
