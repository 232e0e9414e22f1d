"""Every setting can be said in three ways, knows which it was, and shows no secret."""

import traceback
from pathlib import Path

import pytest

from cli.installation.secret import Secret, masked_address, masked_url, redacted
from cli.installation.settings import SETTINGS, default_home, load_settings
from states.errors import InvalidError

WITNESS = "w.example+d6ec1288+BEgHWll+choVbi4Hmd5cwMUyTcbn6vHN1GJQho7FMhXd"
A_LOG = "w.example+409af0c7+AUgHWll+choVbi4Hmd5cwMUyTcbn6vHN1GJQho7FMhXd"


def loaded(home: Path, text: str = "", **environment: str) -> dict[str, str]:
    """Load settings, and return each as `config show` would."""
    (home / "retro.toml").write_text(text)
    settings = load_settings(environment={"RETRO_HOME": str(home), **environment})
    return {row.setting: f"{row.value} ({row.origin})" for row in settings.shown()}


def test_nothing_need_be_said(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, environment={})

    assert settings.home == tmp_path
    assert settings.file == tmp_path / "retro.toml"
    assert settings.database_url == f"sqlite:///{tmp_path}/retro.db"
    assert (settings.acting, settings.zone, settings.policy) == ("", "", None)
    assert settings.notify_urls == ()
    assert settings.log_key == tmp_path / "keys" / "log.key"
    assert settings.log_dir == tmp_path / "log"
    assert settings.witnesses == ()


def test_the_usual_home_is_the_users_own() -> None:
    assert load_settings(environment={}).home == default_home()
    assert default_home().name == "retrogate"


def test_the_file_says_every_setting(tmp_path: Path) -> None:
    text = """
        home = "elsewhere"
        database_url = "postgresql://retro:hunter2@db/retro"
        as = "ana"
        notify_urls = ["slack://T1/A1/hunter2", "mailto://x:hunter2@example.com"]
        notify_patience = "45m"
        policy = "rules/policy.yaml"
        zone = "Europe/Berlin"
        templates = "words"
        digest_at = "0 8 * * *"
        review_at = "never"
        bulletins_to = ["role:manager", "ana"]
        log_key = "log.pem"
        log_dir = "/mnt/elsewhere"
        witnesses = ["WITNESS https://witness.example/log", "WITNESS seen/checkpoint"]

        [routes]
        mail = "mailto://x:hunter2@example.com"
        chat = ["slack://T1/A1/hunter2", "json://hunter2"]
    """

    text = text.replace("WITNESS", WITNESS)
    assert loaded(tmp_path, text, RETRO_HOME="", RETRO_CONFIG=str(tmp_path / "retro.toml")) == {
        "home": f"{tmp_path}/elsewhere (file)",
        "database_url": "postgresql://retro:***@db/retro (file)",
        "as": "ana (file)",
        "notify_urls": "slack://*** mailto://*** (file)",
        "routes": "mail: mailto://*** · chat: slack://*** json://*** (file)",
        "notify_patience": "45m (file)",
        "policy": f"{tmp_path}/rules/policy.yaml (file)",
        "zone": "Europe/Berlin (file)",
        "templates": f"{tmp_path}/words (file)",
        "digest_at": "0 8 * * * (file)",
        "review_at": "never (file)",
        "bulletins_to": "role:manager ana (file)",
        "log_key": f"{tmp_path}/log.pem (file)",
        "log_dir": "/mnt/elsewhere (file)",
        "witnesses": f"{WITNESS} https://witness.example/log · {WITNESS} {tmp_path}/seen/checkpoint"
        " (file)",
    }


def test_the_environment_says_every_setting(tmp_path: Path) -> None:
    said = {
        "RETRO_DATABASE_URL": "sqlite:///x.db",
        "RETRO_AS": "bo",
        "RETRO_NOTIFY_URLS": "json://a\n json://b",
        "RETRO_ROUTES": '{mail = "mailto://x:hunter2@example.com", chat = ["json://a"]}',
        "RETRO_NOTIFY_PATIENCE": "0m",
        "RETRO_POLICY": "/etc/policy.yaml",
        "RETRO_ZONE": "Asia/Tokyo",
        "RETRO_TEMPLATES": "/etc/words",
        "RETRO_DIGEST_AT": "never",
        "RETRO_REVIEW_AT": "0 9 * * fri",
        "RETRO_BULLETINS_TO": "ana role:manager",
        "RETRO_LOG_KEY": "/run/secrets/log.pem",
        "RETRO_LOG_DIR": "/mnt/elsewhere",
        "RETRO_WITNESSES": f"{WITNESS} /mnt/w1 {WITNESS} http://w2",
    }

    assert loaded(tmp_path, **said) == {
        "home": f"{tmp_path} (env)",
        "database_url": "sqlite:///x.db (env)",
        "as": "bo (env)",
        "notify_urls": "json://*** json://*** (env)",
        "routes": "mail: mailto://*** · chat: json://*** (env)",
        "notify_patience": "0m (env)",
        "policy": "/etc/policy.yaml (env)",
        "zone": "Asia/Tokyo (env)",
        "templates": "/etc/words (env)",
        "digest_at": "never (env)",
        "review_at": "0 9 * * fri (env)",
        "bulletins_to": "ana role:manager (env)",
        "log_key": "/run/secrets/log.pem (env)",
        "log_dir": "/mnt/elsewhere (env)",
        "witnesses": f"{WITNESS} /mnt/w1 · {WITNESS} http://w2 (env)",
    }


def test_every_setting_names_its_variable(tmp_path: Path) -> None:
    shown = load_settings(tmp_path, environment={}).shown()

    assert [row.variable for row in shown] == [row.variable for row in SETTINGS]
    assert {row.origin for row in shown} == {"default", "option"}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'as = "ana"', RETRO_AS="bo")["as"] == "bo (env)"


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'as = "ana"', RETRO_AS="")["as"] == "ana (file)"


def test_an_option_wins_over_everything(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "said", environment={"RETRO_HOME": str(tmp_path)})

    assert settings.home == tmp_path / "said"
    assert settings.origins == {"home": "option"}


def test_the_file_is_read_in_the_home_that_was_said(tmp_path: Path) -> None:
    (tmp_path / "retro.toml").write_text('as = "ana"')

    assert load_settings(tmp_path, environment={}).acting == "ana"


def test_the_file_may_move_the_home(tmp_path: Path) -> None:
    config = tmp_path / "retro.toml"
    config.write_text('home = "data"')
    settings = load_settings(environment={"RETRO_CONFIG": str(config)})

    assert settings.database_url == f"sqlite:///{tmp_path}/data/retro.db"
    assert settings.file == config


def test_a_path_may_begin_at_the_users_home(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, environment={"RETRO_POLICY": "~/policy.yaml"})

    assert settings.policy == Path.home() / "policy.yaml"


def test_a_relative_path_in_the_environment_begins_where_we_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(environment={"RETRO_HOME": "here"})

    assert settings.home == tmp_path / "here"


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.toml")

    with pytest.raises(InvalidError) as refusal:
        load_settings(tmp_path, environment={"RETRO_CONFIG": missing})

    assert str(refusal.value) == f"RETRO_CONFIG names {missing}, which is not there"
    assert refusal.value.hint == "create it, or: unset RETRO_CONFIG"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("zon = 'UTC'", "there is no setting “zon” (did you mean “zone”?)"),
        ("colour = 1\nx = 2", "there is no setting “colour”, “x”"),
        ("as = ", "cannot be read: Invalid value (at "),
        ("as = 5", "as must be a text in quotes, and not empty"),
        ("as = ' '", "as must be a text in quotes, and not empty"),
        ("zone = 'Berlin'", "zone “Berlin” is not a time zone"),
        ("notify_urls = [1]", 'notify_urls must be a list of texts: ["mailto://…", "slack://…"]'),
        ("routes = {mail = 1}", "routes route “mail” must be a text in quotes, and not empty"),
        ("routes = {mail = []}", "routes route “mail” has no address: leave it out"),
        ("routes = {default = 'x://'}", "routes has the route “default”: name it by a word"),
        ("routes = 'hunter2 = x'", "routes must be a table: {mail = "),
        ('notify_patience = "soon"', "notify_patience “soon” is no duration"),
        ('notify_patience = "-1h"', "notify_patience must not be negative: 30m"),
        ("notify_urls = 1", "notify_urls must be a text in quotes, and not empty"),
    ],
)
def test_nonsense_in_the_file_is_refused_by_name(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        loaded(tmp_path, text)

    assert str(refusal.value).startswith(f"{tmp_path}/retro.toml")
    assert complaint in str(refusal.value)
    assert refusal.value.hint


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "retro.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(InvalidError, match=r"retro\.toml cannot be read"):
        load_settings(tmp_path, environment={})


def test_nonsense_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match=r"^RETRO_ZONE “Mars” is not a time zone"):
        load_settings(tmp_path, environment={"RETRO_ZONE": "Mars"})


def test_no_secret_is_in_what_python_shows(tmp_path: Path) -> None:
    settings = load_settings(
        tmp_path,
        environment={
            "RETRO_DATABASE_URL": "postgresql://a:hunter2@b/c",
            "RETRO_NOTIFY_URLS": "x://hunter2",
        },
    )

    assert "hunter2" not in f"{settings} {settings!r} {settings.notify_urls[0]}"
    assert settings.notify_urls[0].reveal() == "x://hunter2"


S3CRET = "json://u:S3cret@h/a b"


@pytest.mark.parametrize(
    "text",
    [
        f'routes = {{"{S3CRET}" = "chat"}}',
        f'routes = {{"a" = "{S3CRET}", "b b" = "{S3CRET}"}}',
        f'"{S3CRET}" = 1',
        f'zone = "{S3CRET}"',
        f'digest_at = "{S3CRET}"',
        f'notify_patience = "{S3CRET}"',
        f'witnesses = ["{S3CRET}"]',
        f'[routes]\n"{S3CRET}" = "a"\n"{S3CRET}" = "b"',
    ],
)
def test_no_complaint_quotes_an_address(tmp_path: Path, text: str) -> None:
    (tmp_path / "retro.toml").write_text(text)

    with pytest.raises(InvalidError) as refusal:
        load_settings(tmp_path, environment={})

    told = "".join(traceback.format_exception(refusal.value))
    assert "S3cret" not in f"{told} {refusal.value.hint}"
    assert "a b" not in str(refusal.value)


def test_no_complaint_about_the_environment_quotes_an_address(tmp_path: Path) -> None:
    routes = f'{{"{S3CRET}" = "chat"}}'

    with pytest.raises(InvalidError) as refusal:
        load_settings(tmp_path, environment={"RETRO_ROUTES": routes})

    assert str(refusal.value) == (
        "RETRO_ROUTES has the route “json://***”: name it by a word, and not “default”"
    )


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("bulletins_to", '["json://u:S3cret@h", "ana"]', "json://*** ana"),
        ("as", '"json://u:S3cret@h"', "json://***"),
        ("database_url", '"u:S3cret@h"', "***"),
        ("database_url", '"S3cret"', "***"),
        ("database_url", '"json://u:S3cret@h"', "json://u:***@h"),
    ],
)
def test_an_address_in_the_wrong_place_is_not_shown(
    tmp_path: Path, key: str, value: str, shown: str
) -> None:
    assert loaded(tmp_path, f"{key} = {value}")[key] == f"{shown} (file)"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('a list: ["mailto://…", "slack://…"]', 'a list: ["mailto://…", "slack://…"]'),
        ("at https://a/b, and json://c:d@e", "at https://*** and json://***"),
        ("“json://a b” is none, “foo” is", "“json://***” is none, “foo” is"),
        ("json://a is wrong: “foo”", "json://*** is wrong: “foo”"),
    ],
)
def test_of_an_address_in_words_only_its_kind_is_shown(words: str, told: str) -> None:
    assert redacted(words) == told


def test_secrets_are_told_apart() -> None:
    assert Secret("a") == Secret("a") != Secret("b")


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("sqlite:///a/b.db", "sqlite:///a/b.db"),
        ("postgresql://me@db/x", "postgresql://me@db/x"),
        ("postgresql://me:pw@db:5432/x", "postgresql://me:***@db:5432/x"),
        ("postgresql://me:p@w:d@db/x", "postgresql://me:***@db/x"),
        ("postgresql://db/x?user=a&password=pw&y=1", "postgresql://db/x?user=a&password=***&y=1"),
    ],
)
def test_a_database_address_is_shown_without_its_password(url: str, masked: str) -> None:
    assert masked_url(url) == masked


@pytest.mark.parametrize(("url", "masked"), [("slack://T/A/B", "slack://***"), ("token", "***")])
def test_a_notice_address_is_shown_by_its_kind(url: str, masked: str) -> None:
    assert masked_address(url) == masked


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (WITNESS, "must be a list of keys and places"),
        (f"{WITNESS} /mnt/w1 {WITNESS}", "must be a list of keys and places"),
        ("w.example+d6ec1288 /mnt/w1", "is not a verifier key"),
        (f"{A_LOG} /mnt/w1", "signs no checkpoints as a witness does"),
    ],
)
def test_what_is_no_witness_is_refused(tmp_path: Path, said: str, wrong: str) -> None:
    with pytest.raises(InvalidError, match=f"^RETRO_WITNESSES.*{wrong}"):
        loaded(tmp_path, RETRO_WITNESSES=said)
