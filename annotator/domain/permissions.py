"""Who may do what: one table."""

from collections.abc import Mapping
from enum import StrEnum

from annotator.domain.people import Person, Role


class Permission(StrEnum):
    """Something that some people may do and others not; the value completes “you may not …”."""

    ENTER = "sign in"
    OWN_ACCOUNT = "change your own account"
    READ = "read articles and what was found in them"
    ANNOTATE = "mark passages, attach sources and write notes"
    DISCUSS = "write in a thread"
    DECIDE = "decide on a discrepancy"
    ASSIGN = "give work to people"
    SIGN_OFF = "sign an article off, or open it again"
    PUBLISH = "edit the correction text"
    REMOVE = "delete an article"
    ADMINISTER = "manage people and settings"


NOBODY = frozenset({Permission.ENTER})  # who has not signed in, was disabled, or has a role that does not exist

_TRANSLATOR = NOBODY | {Permission.OWN_ACCOUNT, Permission.READ, Permission.ANNOTATE, Permission.DISCUSS}
_EDITOR = _TRANSLATOR | {
    Permission.DECIDE,
    Permission.ASSIGN,
    Permission.SIGN_OFF,
    Permission.PUBLISH,
    Permission.REMOVE,
}

ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.TRANSLATOR: _TRANSLATOR,
    Role.EDITOR: _EDITOR,
    Role.ADMIN: _EDITOR | {Permission.ADMINISTER},
}

# What it takes to change a record, and so to undo a change of it or to restore an earlier state.
CHANGING: Mapping[str, Permission] = {
    "article": Permission.ANNOTATE,
    "passage": Permission.ANNOTATE,
    "source_document": Permission.ANNOTATE,
    "source": Permission.ANNOTATE,
    "alignment_link": Permission.ANNOTATE,
    "note": Permission.ANNOTATE,
    "decision": Permission.DECIDE,
    "comment": Permission.DISCUSS,
    "assignment": Permission.DISCUSS,
    "canned_reason": Permission.DECIDE,
    "sign_off": Permission.SIGN_OFF,
    "correction": Permission.PUBLISH,
    "second_opinion": Permission.ASSIGN,
    "opinion": Permission.ANNOTATE,
}


def may(person: Person | None, permission: Permission) -> bool:
    """Return whether `person`, None for somebody who has not signed in, may do this."""
    if person is None or person.disabled or person.role is None:
        return permission in NOBODY
    return permission in ROLES[person.role]


def may_change(person: Person | None, entity: str) -> bool:
    """Return whether `person` may change a record of this table; records that are not named here need an admin."""
    return may(person, CHANGING.get(entity, Permission.ADMINISTER))


def holders(permission: Permission) -> list[Role]:
    """Return the roles that may do this, for the sentence that says who may."""
    return [role for role, permissions in ROLES.items() if permission in permissions]
