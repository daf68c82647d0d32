"""The words of the directory as they are today: terms by taxonomy, and the category tree."""

from collections.abc import Iterable

from django.db.models import QuerySet

from services_catalog.models import Category, Term


def terms_in(taxonomies: Iterable[str]) -> QuerySet[Term, tuple[int, str, str, str]]:
    """Key, taxonomy, code and name of the terms of these taxonomies, by name."""
    return (
        Term.objects.filter(taxonomy__name__in=list(taxonomies))
        .order_by("name", "pk")
        .values_list("pk", "taxonomy__name", "code", "name")
    )


def category_tree() -> tuple[list[Category], dict[int, dict[int, frozenset[int]]]]:
    """Each branch followed by those under it, and the terms that each gathers, by taxonomy. In one query."""
    branches: dict[int, Category] = {}
    gathered: dict[int, dict[int, frozenset[int]]] = {}
    rows = Category.objects.order_by("position", "name", "pk").values_list(
        "pk", "slug", "name", "parent_id", "terms__taxonomy_id", "terms__pk"
    )
    for key, slug, name, parent, taxonomy, term in rows:
        branches.setdefault(key, Category(pk=key, slug=slug, name=name, parent_id=parent))
        terms = gathered.setdefault(key, {})
        if term is not None:
            terms[taxonomy] = terms.get(taxonomy, frozenset()) | {term}
    tree = [
        each
        for top in branches.values()
        if top.parent_id is None
        for each in (top, *(below for below in branches.values() if below.parent_id == top.pk))
    ]
    return tree, gathered
