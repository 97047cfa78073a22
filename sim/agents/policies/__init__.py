"""Policies that governments can have, by name; docs/governments.md describes them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from sim.agents.policies.best_response import BestResponse
from sim.agents.policies.grim import Grim
from sim.agents.policies.interface import Act, Policy, Seat, View
from sim.agents.policies.negotiator import Negotiator
from sim.agents.policies.passive import Passive
from sim.agents.policies.third_parties import Ally, Bystander, Connector, Follower, third_party
from sim.agents.policies.tit_for_tat import TitForTat
from sim.scenario.governments import PolicyError, is_own_policy

__all__ = ["Act", "Policy", "PolicyError", "Seat", "View", "policy_of"]

BY_NAME: Mapping[str, Callable[[Seat], Policy]] = {
    "passive": Passive,
    "tit_for_tat": TitForTat,
    "grim": Grim,
    "best_response": BestResponse,
    "negotiator": Negotiator,
    "bystander": Bystander,
    "follower": Follower,
    "ally": Ally,
    "connector": Connector,
    "third_party": third_party,
}
"""What makes a policy of a seat; `scripted` governments have none."""


def policy_of(seat: Seat, folder: Path) -> Policy:
    """Return the policy that a scenario names for a government.

    Parameters
    ----------
    seat : Seat
        What the government brings to office.
    folder : Path
        Where files of the user's own are looked for.

    Raises
    ------
    PolicyError
        The file or the class is missing, or is no policy.
    """
    name = seat.choice.policy
    maker = _own_class(name, folder) if is_own_policy(name) else BY_NAME[name]
    return maker(seat)


def _own_class(name: str, folder: Path) -> type[Policy]:
    file, _, class_name = name.partition(":")
    path = folder / file
    if not path.is_file():
        raise PolicyError(f"policy `{name}`: there is no file {path}")
    spec = importlib.util.spec_from_file_location(f"_policy_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise PolicyError(f"policy `{name}`: {path} cannot be read as a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PolicyError(f"policy `{name}`: {path} fails: {type(error).__name__}: {error}") from error
    found = getattr(module, class_name, None)
    if not (isinstance(found, type) and issubclass(found, Policy)):
        what = "is no subclass of Policy" if found is not None else "does not exist"
        raise PolicyError(f"policy `{name}`: the class {class_name} of {path} {what}")
    return found
