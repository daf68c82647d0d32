from django.urls import path

from coordinators import views

app_name = "coordinators"
urlpatterns = [
    path("", views.coordinator_list, name="list"),
    path("ny/", views.register, name="register"),
    path("person/<uuid:public_id>/", views.person, name="person"),
    path("person/<uuid:public_id>/oppnevn/", views.appoint, name="appoint"),
    path("oppnevning/<uuid:public_id>/avslutt/", views.end, name="end"),
    path("oppnevning/<uuid:public_id>/ja/", views.accept, name="accept"),
    path("oppnevning/<uuid:public_id>/nei/", views.decline, name="decline"),
    path("<uuid:public_id>/fravaer/", views.absence, name="absence"),
    path("hjelp/<uuid:public_id>/", views.answer_help, name="answer_help"),
]
