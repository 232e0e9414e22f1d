"""Which policies have a say in a command, and what else of the books it is about."""

from dataclasses import replace

from activities.ports import Turn
from policies.policy import Policy
from policies.publishing.choosing import chosen
from policies.publishing.moving import target_for
from policies.shelf import default_text, policy_of
from states.commands import Advance, Command, MovePolicy, Open, Redact, Settle
from states.decisions.hearing import Hearing
from states.errors import RetrogateError
from states.record.context import Context
from states.record.proposals import Moving
from states.record.retrospective import Retrospective
from states.rules import Rules, Target


class Rulebook:
    """Policies by their digest, each read once: a digest stands for one text, for ever."""

    def __init__(self) -> None:
        """Begin with none."""
        self._read: dict[str, Policy] = {}

    def pinned(self, turn: Turn) -> Policy:
        """Return the policy of an incident; the packaged one where there is no incident yet."""
        return self._policy(turn.record.policy, turn) if turn.record else policy_of(default_text())

    def keep(self, rules: Rules, turn: Turn) -> None:
        """Keep the text of the packaged policy, which nobody may have published."""
        if rules.digest == policy_of(default_text()).digest:
            turn.keep_policy(rules.digest, default_text())

    def informed(self, command: Command, hearing: Hearing, turn: Turn) -> Hearing:
        """Give a hearing the policies, or the texts, that this command is about."""
        match command:
            case Open(context) if turn.record is None:
                return replace(hearing, rules=self._chosen(context, turn))
            case Advance():
                return replace(hearing, shadow=self._shadow(hearing.record, turn))
            case MovePolicy(policy):
                return replace(hearing, target=self._target(policy, hearing.record, turn))
            case Redact(digests):
                return replace(hearing, texts=turn.texts(digests))
            case Settle(proposal):
                asked = hearing.record.proposal_for(proposal)
                if asked and isinstance(asked.wish, Moving):
                    target = self._target(asked.wish.policy, hearing.record, turn)
                    return replace(hearing, target=target)
            case _:
                pass
        return hearing

    def _chosen(self, context: Context, turn: Turn) -> Policy:
        found = chosen(turn.library, context)
        return self._policy(found.offer.digest, turn) if found else policy_of(default_text())

    def _shadow(self, record: Retrospective, turn: Turn) -> Policy | None:
        candidate = turn.library.candidate
        if candidate is None or candidate.offer.digest == record.policy:
            return None
        try:
            policy = self._policy(candidate.offer.digest, turn)
        except RetrogateError:  # nobody is stopped by a candidate, whatever is wrong with it
            return None
        return policy if policy.is_for(record.context) else None

    def _target(self, digest: str, record: Retrospective, turn: Turn) -> Target | None:
        found = turn.library.of(digest)
        if turn.record is None or found is None or not found.is_published:
            return None
        return target_for(record, self.pinned(turn), self._policy(digest, turn))

    def _policy(self, digest: str, turn: Turn) -> Policy:
        if digest not in self._read:
            self._read[digest] = policy_of(turn.policy_text(digest))
        return self._read[digest]
