from django.urls import URLPattern

app_name = "individual_plans"
urlpatterns: list[URLPattern] = []
