"""How each product is checked: for whom, where, and by which rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from labelcheck._version import VERSION
from labelcheck.knowledge.own import own_folders, own_stamp
from labelcheck.model import MARKET, Person
from labelcheck.rules.policy import Policy

if TYPE_CHECKING:
    from labelcheck.catalogue.product import Product
    from labelcheck.rules.engine import RuleSet

_NO_POLICY: Final = Policy()

FORMAT: Final = 4
"""Raised when the tables change, so that nothing of another shape is kept from an earlier run."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; they travel to the workers and decide what must be checked again.

    ``rules`` are folders of further rules, ``disabled`` the ids of rules to leave out, ``policy`` what a project decides
    beside (see :func:`labelcheck.load_policy`). ``root`` is the folder below which the files of products are looked
    for; without it, no file is opened.
    """

    person: Person = field(default_factory=Person)
    market: str = MARKET
    rules: tuple[str, ...] = ()
    disabled: tuple[str, ...] = ()
    root: str | None = None
    policy: Policy = _NO_POLICY

    def rule_set(self) -> RuleSet:
        """Return the rules, loaded once per process.

        Raises:
            RuleError: a rule file is wrong.

        """
        return _rules(self.rules, self.disabled, self.policy)

    def digest(self) -> str:
        """Return what, beside the product itself, its answer depends on."""
        person = (
            self.person.sex,
            self.person.age,
            self.person.pregnant,
            self.person.lactating,
            str(self.person.weight_kg),
            self.person.activity,
            sorted(self.person.flags),
        )
        shown = self.policy.min_severity
        parts = repr((FORMAT, VERSION, self.rule_set().sha256, person, self.market.upper(), shown))
        parts += own_stamp(own_folders())
        return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()

    def about(self, product: Product) -> str:
        """Return what of the settings a product's answer depends on, beside what all depend on."""
        return self.policy.touching((product.id, product.name), product.brand)


@lru_cache(maxsize=4)
def _rules(folders: tuple[str, ...], disabled: tuple[str, ...], policy: Policy) -> RuleSet:
    off = tuple(dict.fromkeys((*policy.disable, *disabled)))
    return replace(policy, disable=off).rule_set(*folders)
