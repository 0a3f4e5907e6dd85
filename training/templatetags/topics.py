"""The topic of a course by its key, for templates of mail."""

from django import template

from training.topics import Topic

register = template.Library()


@register.filter
def topic_words(topic: str) -> str:
    """What a course is about, by the key a notice keeps; the key itself when it is none of ours."""
    return str(Topic(topic).label) if topic in Topic.values else str(topic)
