"""Training on the triad model: courses, who must take them by when, and who has."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Training"
