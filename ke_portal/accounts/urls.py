from django.urls import path

from ke_portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("videre/", views.after_login, name="after_login"),
    path("hatt/<slug:name>/", views.wear_hat, name="wear_hat"),
    path("demo/", views.demo, name="demo"),
]
