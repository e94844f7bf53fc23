import json
import stat
from pathlib import Path

from functions.badge_keys import NAME, read_badge_keys
from infra.local.state import State


def test_the_local_badge_key_is_made_once_beside_the_others_for_its_owner_alone(tmp_path: Path) -> None:
    state = State(tmp_path)
    key = state.badge_key()
    assert State(tmp_path).badge_key() == key
    assert state.key("cards") != key
    assert set(json.loads(state.keys.read_text())) == {"badges", "cards"}
    assert stat.S_IMODE(state.keys.stat().st_mode) == 0o600
    keys = read_badge_keys({NAME: key})
    assert keys is not None
    assert keys.jwk(keys.newest)["crv"] == "Ed25519"
