from django.urls import URLPattern

app_name = "coordinators"
urlpatterns: list[URLPattern] = []
