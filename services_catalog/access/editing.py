"""What editors and providers of the directory may open, and what waits for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.organisations.models import Organisation
from services_catalog.access import whole_services
from services_catalog.models import (
    PUBLISHED,
    Confirmation,
    EntryTemplate,
    Feedback,
    FeedbackKind,
    Link,
    Proposal,
    ProposalStatus,
    Service,
    ServiceQuerySet,
    ServiceStatus,
    SheetReading,
    Taxonomy,
    UnfoundWord,
    UpkeepPolicy,
)
from services_catalog.rules.moderation import ENOUGH
from services_catalog.rules.upkeep import Rhythm

# What the simple pages and the spreadsheet write; parts with tables of their own are edited in the admin.
COLUMNS = (
    "name",
    "alternate_name",
    "summary",
    "description",
    "notice",
    "eligibility",
    "minimum_age",
    "maximum_age",
    "how_to_get_in",
    "how_next_of_kin",
    "how_professional",
    "who_can_refer",
    "fees",
    "prices",
    "waiting_time",
    "waiting_time_weeks",
    "required_documents",
    "phone",
    "email",
    "url",
    "contact",
    "address",
    "transport",
    "opening_hours",
    "accessibility",
    "languages",
    "interpreter",
)


def plain_values(
    service: Service, names: Sequence[str], *, instead: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The columns `names` of `service` as JSON keeps them, terms as keys; `instead` goes before what stands."""
    instead = instead or {}
    return {
        name: plain(
            instead[name]
            if name in instead
            else list(service.terms.all())
            if name == "terms"
            else getattr(service, name)
        )
        for name in names
    }


def plain(value: Any) -> Any:
    """A value of a form or a column, with one kind of line break, and rows as keys."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, QuerySet | list | tuple):
        keys = [getattr(each, "pk", each) for each in value]
        return sorted(keys) if all(isinstance(key, int) for key in keys) else keys
    return value


# Providers


def workplaces_of(user: User) -> QuerySet[Organisation]:
    """The organisations whose entries `user` may write."""
    return Organisation.objects.filter(memberships__user=user).order_by("name")


def own_services(user: User) -> ServiceQuerySet:
    """The entries of the organisations that `user` works in."""
    return Service.objects.filter(provider__memberships__user=user).order_by("name", "pk")


def own_list(user: User) -> ServiceQuerySet:
    """Own entries with what the list shows: what waits, and the last answer."""
    return (
        own_services(user)
        .select_related("provider")
        .prefetch_related(
            Prefetch(
                "proposals",
                Proposal.objects.filter(
                    status__in=[ProposalStatus.WAITING, ProposalStatus.RETURNED]
                ).order_by("-at"),
                to_attr="recent_proposals",
            ),
            Prefetch("confirmations", Confirmation.objects.open(), to_attr="open_confirmations"),
        )
        .defer("hsds")
    )


def open_own(user: User, slug: str) -> Service:
    """One of the user's own entries, whatever its status; 404 when it is not theirs."""
    return get_object_or_404(whole_services(own_services(user)), slug=slug)


def waiting_proposal(service: Service) -> Proposal | None:
    """What its owners have proposed and no editor has answered."""
    return Proposal.objects.waiting().filter(service=service).select_related("by").first()


def last_answer(service: Service) -> Proposal | None:
    """The last proposal, when it was sent back."""
    last = Proposal.objects.filter(service=service).order_by("-at").first()
    return last if last is not None and last.status == ProposalStatus.RETURNED else None


def templates() -> QuerySet[EntryTemplate]:
    return EntryTemplate.objects.order_by("title")


def taxonomies() -> QuerySet[Taxonomy]:
    """The ways of sorting that an entry is given terms of, by name, with their terms."""
    return Taxonomy.objects.prefetch_related("terms").order_by("name")


# Editors


def open_entry(slug: str) -> Service:
    """Any entry, for its editor; 404 when there is none."""
    return get_object_or_404(whole_services(Service.objects.all()), slug=slug)


def providers() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name")


@dataclass(frozen=True)
class Sieve:
    """What the list of entries is narrowed by; empty values narrow nothing."""

    words: str = ""
    status: str = ""
    lack: str = ""


def entries(sieve: Sieve) -> ServiceQuerySet:
    """All entries that fit `sieve`, the least complete first where that is asked for, else by name."""
    found = Service.objects.select_related("provider", "owner").defer("hsds")
    if sieve.words:
        found = found.filter(
            Q(name__icontains=sieve.words) | Q(provider__name__icontains=sieve.words)
        )
    if sieve.status in ServiceStatus.values:
        found = found.filter(status=sieve.status)
    if sieve.lack == "thin":
        return found.filter(completeness__lt=ENOUGH).order_by("completeness", "name", "pk")
    if sieve.lack == "owner":
        found = found.filter(owner=None, assurer_email="").filter(
            Q(provider=None) | Q(provider__email="")
        )
    if sieve.lack == "link":
        found = found.filter(has_dead_link=True)
    if sieve.lack == "unconfirmed":
        found = found.exclude(unconfirmed_since=None)
    return found.order_by("name", "pk")


def entries_in_review() -> ServiceQuerySet:
    """New entries that a provider wants published, the longest waiting first."""
    return (
        Service.objects.filter(status=ServiceStatus.REVIEW)
        .select_related("provider")
        .defer("hsds")
        .order_by("changed_at")
    )


def proposals() -> QuerySet[Proposal]:
    """Those that wait, the oldest first."""
    return (
        Proposal.objects.waiting().select_related("service__provider", "by").defer("service__hsds")
    )


def open_proposal(public_id: UUID) -> Proposal:
    return get_object_or_404(
        Proposal.objects.select_related("service__provider", "by"), public_id=public_id
    )


def confirmations() -> QuerySet[Confirmation]:
    """Entries that nobody has confirmed though asked: hidden, marked, and those past their day."""
    return (
        Confirmation.objects.open()
        .filter(Q(due_on__lte=timezone.localdate()) | Q(letter=None))
        .select_related("service__provider", "service__owner")
        .defer("service__hsds")
        .order_by(F("hidden_on").asc(nulls_last=True), "due_on", "pk")
    )


def confirmations_in(letter: str) -> QuerySet[Confirmation]:
    """The entries that one letter asks about."""
    return (
        Confirmation.objects.filter(letter=letter)
        .select_related("service__provider")
        .defer("service__hsds")
        .order_by("service__name", "pk")
    )


def dead_links() -> QuerySet[Link]:
    return (
        Link.objects.dead()
        .select_related("service__provider")
        .defer("service__hsds")
        .order_by("dead_since", "pk")
    )


def feedback() -> QuerySet[Feedback]:
    """What the public has said and nobody has dealt with, the oldest first."""
    return Feedback.objects.waiting().select_related("service").defer("service__hsds")


def open_feedback(public_id: UUID) -> Feedback:
    return get_object_or_404(Feedback, public_id=public_id)


def feedback_on(service: Service) -> QuerySet[Feedback]:
    return Feedback.objects.waiting().filter(service=service)


def times_right(service: Service) -> int:
    """How many have said that the entry was right."""
    return Feedback.objects.filter(service=service, kind=FeedbackKind.RIGHT).count()


def wishes() -> QuerySet[UnfoundWord]:
    """Words that people have looked for on more than one day without finding anything."""
    return UnfoundWord.objects.shown()


def policy() -> UpkeepPolicy:
    """The installation's own rhythm, or the default one."""
    return UpkeepPolicy.objects.first() or UpkeepPolicy()


def rhythm() -> Rhythm:
    return policy().rhythm


def owner_address(service: Service) -> str:
    """Whom to ask about an entry: its owner, else who checks it, else its provider; empty when nobody is known."""
    if service.owner is not None and service.owner.is_active:
        return service.owner.email
    return service.assurer_email or (service.provider.email if service.provider else "")


def open_sheet(user: User, public_id: UUID) -> SheetReading:
    """A spreadsheet that this user has sent in; 404 when somebody else did."""
    return get_object_or_404(SheetReading.objects.filter(by=user), public_id=public_id)


def figures() -> dict[str, int]:
    """How many entries are where, for the top of the editors' page."""
    return Service.objects.aggregate(
        published=Count("pk", filter=Q(status__in=PUBLISHED)),
        drafts=Count("pk", filter=Q(status__in=[ServiceStatus.DRAFT, ServiceStatus.REVIEW])),
        withdrawn=Count("pk", filter=Q(status=ServiceStatus.WITHDRAWN)),
        thin=Count("pk", filter=Q(status__in=PUBLISHED, completeness__lt=ENOUGH)),
    )
