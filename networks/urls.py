from django.urls import path

from networks import views

app_name = "networks"
urlpatterns = [
    path("", views.network_list, name="list"),
    path("samlinger/<uuid:public_id>/", views.gathering_detail, name="gathering"),
    path("<uuid:public_id>/", views.network_detail, name="detail"),
    path("<uuid:public_id>/ny-samling/", views.plan_gathering, name="plan_gathering"),
]
