"""Sign in through an OpenID Connect provider, by which people are matched to their accounts here."""

import datetime

from annotator.config import Provider
from annotator.domain.invitations import Identity, Invitation, ProviderRequest
from annotator.domain.people import Person, Role, login_name
from annotator.errors import InvalidInput, SignInFailed
from annotator.exchange.openid import authorization_url, identity
from annotator.services.add_person import add_person
from annotator.services.invite import open_invitation
from annotator.services.sign_in import new_token, token_hash
from annotator.storage import Storage

LASTS = datetime.timedelta(minutes=10)  # the way to the provider and back

_STRANGER = "Nobody here is known by this account of {}: ask an admin to invite you."
_LOST = "This sign-in did not begin in this browser, or took too long: begin again."


def begin(
    storage: Storage,
    provider: Provider,
    back: str,
    browser: str,
    following: str,
    invitation: str,
    at: datetime.datetime,
) -> str:
    """Return where to send the browser to sign in; it is to come back to `back`.

    `browser` is a secret that this browser alone holds, `following` the page to go on to, `invitation` the token of one
    that is taken by the way, "" for none. Raises `FetchFailed` and `SignInFailed`.
    """
    state, nonce, verifier = new_token(), new_token(), new_token()
    address = authorization_url(provider, back, state, nonce, verifier)
    request = ProviderRequest(token_hash(browser), nonce, verifier, following, invitation, at + LASTS)
    storage.invitations.remember(token_hash(state), request, at)
    return address


def come_back(
    storage: Storage, provider: Provider, back: str, browser: str, state: str, code: str, at: datetime.datetime
) -> tuple[Person, str]:
    """Return who came back from the provider, and the page to go on to.

    Raises `SignInFailed` where state or browser are not those that went there, the provider's word cannot be trusted,
    or nobody here is meant by it; `FetchFailed` where it does not answer.
    """
    request = storage.invitations.recall(token_hash(state))
    if not request or not browser or request.browser_hash != token_hash(browser) or at >= request.expires_at:
        raise SignInFailed(_LOST)
    who = identity(provider, back, code, request.nonce, request.verifier, at)
    return match(storage, provider, who, request.invitation, at), request.next


def match(storage: Storage, provider: Provider, who: Identity, invitation: str, at: datetime.datetime) -> Person:
    """Return the person whom the provider means, with an account that is made by the way where somebody was invited.

    In this order: who signed in so before; who was invited by the link at hand; the one account with the verified
    e-mail address; an invitation to that address; and where the settings give a role, anybody. Nobody becomes an admin
    but by an invitation's link. Raises `SignInFailed`.
    """
    with storage.write():
        person = storage.people.of_identity(who.issuer, who.subject)
        if person is None:
            person = _new(storage, provider, who, invitation, at)
            storage.people.add_identity(person.id, who.issuer, who.subject)
        if person.disabled:
            raise SignInFailed("This account is disabled: ask an admin to enable it.")
        return person


def _new(storage: Storage, provider: Provider, who: Identity, token: str, at: datetime.datetime) -> Person:
    if not storage.people.exist():
        raise SignInFailed("There are no accounts yet: make the first one, an admin’s, on the machine itself.")
    if token:
        return _join(storage, who, open_invitation(storage, token, at), at)
    known = storage.people.with_email(who.email) if who.email else None
    if known and not storage.people.has_identity(known.id, who.issuer):
        return known
    if known is None and who.email:
        invited = [each for each in storage.invitations.waiting(at) if _is_for(each, who.email)]
        if invited:
            return _join(storage, who, invited[0], at)
    if not provider.role:
        raise SignInFailed(_STRANGER.format(provider.name))
    return _add(storage, who, Role(provider.role), "" if known else who.email)


def _is_for(invitation: Invitation, email: str) -> bool:
    joins = invitation.for_name is None and invitation.role is not Role.ADMIN
    return joins and invitation.email.casefold() == email.casefold()


def _join(storage: Storage, who: Identity, invitation: Invitation, at: datetime.datetime) -> Person:
    if invitation.for_name is not None:
        raise SignInFailed("This link is for a new password: open it again.")
    person = _add(storage, who, invitation.role, who.email or invitation.email)
    storage.invitations.use(invitation.id, person.name, at)
    return person


def _add(storage: Storage, who: Identity, role: Role, email: str) -> Person:
    for name in who.names:
        try:
            free = login_name(name)
            if not storage.people.find(free):
                storage.act_as(free)
                return add_person(storage, free, role, shown=who.shown, email=email)
        except InvalidInput:
            continue
    raise SignInFailed("Your names at the provider are taken here: ask an admin for an invitation, and choose another.")
