"""The addresses of the demo's front door."""

from django.urls import path

from demo import views

urlpatterns = [
    path("", views.demo_door, name="demo-door"),
    path("<slug:key>/", views.demo_enter, name="demo-enter"),
]
