from django.urls import URLPattern

app_name = "services_catalog"
urlpatterns: list[URLPattern] = []
