"""The promise: an installed pack is listed, and used only when it is named."""

from collections.abc import Mapping
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from checking import DONE, SOUND, Check, folder, proof
from hamstring import ContentError, RequestError, UnknownIdError, catalogue, triage
from hamstring.content.packs import installed_pack, installed_packs


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder in which Python looks for distributions."""
    monkeypatch.syspath_prepend(tmp_path)  # pyright: ignore[reportUnknownMemberType] - pytest does not type it
    return tmp_path


def install(place: Path, name: str, module: str, texts: Mapping[str, str], *, at: str = "", code: str = "") -> None:
    """Lay out a distribution as an installer does."""
    package = place / module
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(code, encoding="utf-8")
    folder(package / at if at else package, texts)
    info = place / f"{module}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.2\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[hamstring.packs]\n{name} = {module}{':' + at if at else ''}\n", encoding="utf-8")


def test_an_installed_pack_is_listed_and_used_only_on_request(site: Path, check: Check) -> None:
    install(site, "our-studio", "made_up_studio", SOUND, at="content")
    found = installed_pack("our-studio")
    assert (found.distribution, found.version, found.place) == ("made_up_studio", "1.2", "made_up_studio:content")
    assert found in installed_packs()
    assert "waxed" not in catalogue().findings
    content = catalogue(packs=[found])
    assert triage({"waxed@left:outer-lower"}, catalogue=content).limits.keep_off == ("left:outer-lower",)
    told = check("--pack", "our-studio")
    assert (told.code, told.json["holds"]) == (DONE, True)
    assert proof(told, "only raises answers")["holds"]
    assert {"name": "our-studio", "distribution": "made_up_studio", "version": "1.2", "place": "made_up_studio:content"} in check(
        "--packs"
    ).json["packs"]


def test_listing_packs_runs_none_of_their_code(site: Path) -> None:
    install(site, "loud", "made_up_loud", SOUND, code="raise RuntimeError('loud')\n")
    pack = installed_pack("loud")
    with pytest.raises(ContentError, match="made_up_loud: cannot be read: loud"):
        catalogue(packs=[pack])


def test_an_installed_pack_is_held_to_what_packs_may_hold(site: Path, check: Check) -> None:
    install(site, "wide", "made_up_wide", {"tools": ""})
    assert check("--pack", "wide").json["file"] == "tools.toml"
    install(site, "bare", "made_up_bare", {})
    assert "expected a package with content files" in check("--pack", "bare").json["message"]


def test_an_unknown_installed_pack_has_near_matches(site: Path) -> None:
    install(site, "our-studio", "made_up_studio_2", SOUND)
    with pytest.raises(UnknownIdError, match=r"unknown installed pack `our-stdio`, did you mean `our-studio`\?"):
        installed_pack("our-stdio")


def test_two_distributions_with_one_pack_are_refused(site: Path) -> None:
    """Which of them is meant nobody can say."""
    for module in ("made_up_one", "made_up_two"):
        install(site, "twice", module, SOUND)
    with pytest.raises(ContentError, match="several distributions offer this pack: `made_up_one`, `made_up_two`"):
        installed_pack("twice")


def test_a_bare_pack_in_place_of_a_list_is_an_error(site: Path) -> None:
    install(site, "our-studio", "made_up_studio_3", SOUND)
    with pytest.raises(RequestError, match="expected a list of folders"):
        catalogue(packs=installed_pack("our-studio"))  # type: ignore[arg-type]  # a pack, and no list of packs


def test_a_pack_of_which_no_distribution_is_told_is_named_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry_points(*, group: str) -> list[EntryPoint]:
        return [EntryPoint(name, place, group) for name, place in (("twice", "one:a"), ("twice", "two"), ("once", "three"))]

    monkeypatch.setattr("importlib.metadata.entry_points", entry_points)
    assert [(pack.name, pack.distribution, pack.version, pack.place) for pack in installed_packs()] == [
        ("once", "", "", "three"),
        ("twice", "", "", "one:a"),
        ("twice", "", "", "two"),
    ]
    with pytest.raises(ContentError, match="several distributions offer this pack: `one:a`, `two`"):
        installed_pack("twice")
