"""What changes around incidents on a walk: people, policies, bulletins, and the log itself."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from operator import attrgetter
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from documents.bulletins.events import BulletinSent, BulletinUnsent
from documents.bulletins.facts import Kind
from policies.file.loader import Reading, read_policy
from policies.publishing.events import PolicyProposed, PolicyPublished, ShadowBegun, ShadowEnded
from policies.publishing.library import Offer
from policies.shelf import default_text, packaged
from states.events.record import TextsErased
from store.bulletins import Bulletins
from store.redaction import erase, texts_of
from store.tables import BULLETINS, LOG, PEOPLE, POLICIES
from tests.store.auditing.walk.house import ROB, House
from tests.store.auditing.walk.words import line, text

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAYMENTS = (Path(__file__).parents[4] / "examples/policies/payments.yaml").read_text("utf-8")

EASIER = ("version: 1.0.0", "version: 1.1.0"), ("min: 3, max: 7", "min: 1, max: 7")
STRICTER = (
    ("version: 1.0.0", "version: 1.2.0"),
    ("captured, with: {min: 1}", "captured, with: {min: 9}"),
)
OTHER = ("version: 1.0.0", "version: 1.3.0"), ("approve: [sre-lead]", "approve: [on call]")
NEXT = ("version: 1.0.0", "version: 1.1.0"), ("share_percent: 100", "share_percent: 90")


@cache
def written() -> tuple[Reading, ...]:
    """Write policies that may be published, each once."""
    default, payments = default_text(), PAYMENTS
    some = [_otherwise(default, one) for one in (EASIER, STRICTER, OTHER)]
    some += [payments, _otherwise(payments, NEXT)]
    return tuple(read_policy(one, "walked", packaged()) for one in some)


def _otherwise(policy: str, changes: Iterable[tuple[str, str]]) -> str:
    for was, now in changes:
        policy = policy.replace(was, now)
    return policy


def change_people(house: House, _key: str) -> None:
    """Let some leave, return, take other names, roles and managers; by a clock that is not ours."""
    for name in house.dice.sample(sorted(house.people), k=2):
        one, other = house.people[name], house.somebody()
        today = house.now.date()
        changes: tuple[Mapping[str, object], ...] = (
            {"left": today},
            {"left": today + 3 * DAY},
            {"left": None},
            {"left": None},
            {"name": line(house.dice)[:60].strip()},
            {"manager": other if other != name else ""},
            {"roles": (*one.roles, "sre-lead", "a new role")},
            {"roles": one.roles[1:]},
            {"zone": "Asia/Kathmandu"},
        )
        house.people[name] = replace(one, **house.dice.choice(changes))  # type: ignore[arg-type]  # its fields
    house.import_people(house.dice.choice([timedelta(), -HOUR, HOUR]))


def let_all_come_back(house: House, _key: str) -> None:
    for name, one in house.people.items():
        house.people[name] = replace(one, left=None)
    for lead in ("sam", "sol"):
        roles = {*house.people[lead].roles, "sre-lead", "service-owner"}
        house.people[lead] = replace(house.people[lead], roles=tuple(sorted(roles)))
    house.import_people()


def let_all_leads_leave(house: House, _key: str) -> None:
    """Leave ladders and questions without anybody who would hear of them."""
    for name in ("rob", "mia", "sam", "sol"):
        house.people[name] = replace(house.people[name], left=house.now.date())
    house.import_people()


def _offered(read: Reading, house: House) -> Offer:
    policy = read.policy
    when, said = policy.editions[None].file.when, (line(house.dice),)
    why = text(house.dice)
    return Offer(policy.digest, policy.name, policy.version, "rob", when, why, newly_blocks=said)


def publish(house: House, _key: str) -> None:
    library, read = house.policies.library(), house.dice.choice(written())
    known = library.of(read.policy.digest)
    if known is None or not known.is_published:
        offer, texts = _offered(read, house), {read.policy.digest: read.text}
        if house.dice.random() < 0.3:
            house.publish(PolicyProposed(offer), texts)
        house.publish(PolicyPublished(offer, "mia"), texts)


def shadow(house: House, _key: str) -> None:
    candidate = house.policies.library().candidate
    if candidate and house.dice.random() < 0.3:
        house.publish(ShadowEnded(candidate.offer.digest), {})
    else:
        read = house.dice.choice(written())
        house.publish(ShadowBegun(_offered(read, house)), {read.policy.digest: read.text})


def send_bulletins(house: House, _key: str) -> None:
    name, to, at = f"digest/{len(house.requests)}", house.somebody(), house.now
    some: tuple[BulletinSent | BulletinUnsent, ...] = (
        BulletinSent(name, Kind.DIGEST, at, to, line(house.dice), "mail", at),
        BulletinUnsent(name, Kind.DIGEST, at, to, text(house.dice)),
    )
    Bulletins(house.engine).note(house.dice.choice(some), at)


def redact_elsewhere(house: House, _key: str) -> None:
    stream = house.dice.choice([PEOPLE, PEOPLE, POLICIES, BULLETINS, LOG])
    if texts := sorted(texts_of(house.engine, stream), key=attrgetter("seq", "text")):
        erased = TextsErased((house.dice.choice(texts).digest,), text(house.dice))
        erase(house.engine, stream, erased, ROB, house.now)


def sign(house: House, _key: str) -> None:
    house.log.tend(house.now)


def take_another_key(house: House, _key: str) -> None:
    key = Ed25519PrivateKey.from_private_bytes(house.dice.randbytes(32))
    house.log.hand_over(key, text(house.dice), house.now, ROB)
    house.log = replace(house.log, key=key)
