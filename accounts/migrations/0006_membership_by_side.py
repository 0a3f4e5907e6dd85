"""Whose side a membership is on is known of every one, and found by index."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_membership_side'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='membership',
            name='membership_has_place',
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['side', 'user', 'ends_on'], name='membership_by_side'),
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['side', 'role'], name='membership_by_side_and_role'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organization__isnull', True), ('role', 'portal_administrator'), ('side__isnull', True)), models.Q(models.Q(('role', 'portal_administrator'), _negated=True), ('organization__isnull', False), ('side__isnull', False)), _connector='OR'), name='membership_has_place'),
        ),
    ]
