"""The promise: broken content is refused on loading, and the error names the file, the record and the field.

The first part breaks a small made-up content, the second part one record of a copy of the shipped files.
"""

import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import hamstring
from hamstring.content.catalogue import Catalogue, catalogue
from hamstring.content.files import Folder
from hamstring.content.kinds import KINDS, SINGLES
from hamstring.errors import ContentError
from hamstring.model.logic import Placing, RuleLimits
from hamstring.model.outcomes import Permission, Urgency
from hamstring.safety.table import RuleTable
from hamstring.safety.triage import triage
from strategies import MadeUp, finding, made_up, rule

DATA = Path(hamstring.__file__).parent / "data"

LIMITED = Permission.WITH_LIMITS
NONE_TOLD = RuleLimits()
CAP = RuleLimits(max_pressure=4)


def loading(content: Catalogue) -> ContentError:
    """Compile the rules of a content and give the error that this raises."""
    with pytest.raises(ContentError) as caught:
        RuleTable(content)
    return caught.value


def told(error: ContentError) -> tuple[str, str, str]:
    """Give the place that an error names."""
    return error.file, error.record, error.field


# ---------------------------------------------------------------------------- laws of rules and findings

FEVER, LIMP, SCAR = finding("fever"), finding("limp"), finding("old-scar", Placing.REGION)

BROKEN_LAWS = {
    "unknown finding": (
        made_up(FEVER, rule("a", "fevr")),
        ("rules.toml", "a", "when"),
        "unknown finding `fevr`, did you mean `fever`?",
    ),
    "urgent and yet massage": (
        made_up(FEVER, rule("a", "fever", urgency=Urgency.SAME_DAY, massage=LIMITED)),
        ("rules.toml", "a", ""),
        "an urgency of `same-day` or above needs the permission `not-today`",
    ),
    "emergency and yet ask first": (
        made_up(FEVER, rule("a", "fever", urgency=Urgency.EMERGENCY, massage=Permission.ASK_FIRST)),
        ("rules.toml", "a", ""),
        "an urgency of `same-day` or above needs the permission `not-today`",
    ),
    "limits where nothing is allowed": (
        made_up(FEVER, rule("a", "fever", limits=CAP)),
        ("rules.toml", "a", ""),
        "`not-today` takes no limits",
    ),
    "limits where all is allowed": (
        made_up(FEVER, rule("a", "fever", massage=Permission.OK, limits=CAP)),
        ("rules.toml", "a", ""),
        "`ok` takes no limits",
    ),
    "with limits that are not told": (
        made_up(FEVER, rule("a", "fever", massage=LIMITED, limits=NONE_TOLD)),
        ("rules.toml", "a", ""),
        "`with-limits` needs at least one limit",
    ),
    "ask first without limits": (
        made_up(FEVER, rule("a", "fever", massage=Permission.ASK_FIRST, limits=NONE_TOLD)),
        ("rules.toml", "a", ""),
        "`ask-first` needs at least one limit",
    ),
    "unknown scope": (
        made_up(FEVER, rule("a", "fever", scope="leg")),
        ("rules.toml", "a", "scope"),
        "expected `body`, or no scope at all",
    ),
    "place of what has none": (
        made_up(FEVER, rule("a", "fever", massage=LIMITED, limits=RuleLimits(keep_off=("place",)))),
        ("rules.toml", "a", "limits.keep_off"),
        "`place` needs a finding that can be placed",
    ),
    "conditions that exclude each other": (
        made_up(finding("fever", excludes=("limp",)), LIMP, rule("a", "fever", "limp")),
        ("rules.toml", "a", "when"),
        "these findings exclude each other",
    ),
    "implies an unknown finding": (
        made_up(finding("fever", implies=("lmp",)), LIMP),
        ("findings.toml", "fever", "implies"),
        "unknown finding `lmp`, did you mean `limp`?",
    ),
    "excludes an unknown finding": (
        made_up(finding("fever", excludes=("nothing-like-it",)), LIMP),
        ("findings.toml", "fever", "excludes"),
        "unknown finding `nothing-like-it`",
    ),
    "implies itself": (
        made_up(finding("fever", implies=("fever",))),
        ("findings.toml", "fever", "implies"),
        "a finding cannot name itself",
    ),
    "excludes itself": (
        made_up(finding("fever", excludes=("fever",))),
        ("findings.toml", "fever", "excludes"),
        "a finding cannot name itself",
    ),
    "implies what it excludes": (
        made_up(finding("fever", implies=("limp",), excludes=("limp",)), LIMP),
        ("findings.toml", "fever", "implies"),
        "it implies `fever` and `limp`, which exclude each other",
    ),
    "implies two that exclude each other": (
        made_up(finding("fever", implies=("limp", "old-scar")), finding("limp", excludes=("old-scar",)), SCAR),
        ("findings.toml", "fever", "implies"),
        "it implies `limp` and `old-scar`, which exclude each other",
    ),
    "an alias that is an id": (
        made_up(finding("fever", aliases=("limp",)), LIMP),
        ("findings.toml", "fever", "aliases"),
        "`limp` names another finding already",
    ),
    "an alias that stands twice": (
        made_up(finding("fever", aliases=("hot",)), finding("limp", aliases=("hot",))),
        ("findings.toml", "limp", "aliases"),
        "`hot` names another finding already",
    ),
}


@pytest.mark.parametrize(("content", "where", "problem"), BROKEN_LAWS.values(), ids=BROKEN_LAWS)
def test_a_broken_law_is_refused_with_its_place(content: MadeUp, where: tuple[str, str, str], problem: str) -> None:
    error = loading(in_rules_file(content).load())
    assert where == told(error)
    assert problem == error.problem


def in_rules_file(content: MadeUp) -> MadeUp:
    """Put a sound contraindication before the rule in question, which is then written to `rules.toml`."""
    sound = rule("sound", "fever", urgency=Urgency.SEE_SOON)
    return MadeUp(content.relations, (sound, *content.conditions))


def test_a_contraindication_that_breaks_a_law_is_named_in_its_own_file() -> None:
    content = made_up(FEVER, rule("a", "fever", massage=LIMITED, limits=NONE_TOLD))
    assert "[a]" in content.texts()["contraindications"]
    assert told(loading(content.load())) == ("contraindications.toml", "a", "")


def test_a_contraindication_of_an_unknown_finding_is_named_in_its_own_file() -> None:
    assert told(loading(made_up(FEVER, rule("a", "fevr")).load())) == ("contraindications.toml", "a", "finding")


@pytest.mark.parametrize(
    "when",
    ["[]", '["limp", "fever"]', '["fever", "fever"]'],
    ids=["empty", "unsorted", "twice"],
)
def test_a_when_that_is_not_a_sorted_set_is_refused(when: str) -> None:
    texts = made_up(FEVER, LIMP, rule("a", "fever")).texts() | {"contraindications": ""}
    texts["rules"] = (
        f'[a]\nrow = "R"\nwhen = {when}\nurgency = "see-soon"\nmassage = "not-today"\nwhy = "So."\nadvice = "see-soon"\neditorial = true\n'
    )
    error = loading(of_texts(texts))
    assert ("rules.toml", "a", "when") == told(error)
    assert error.problem == "expected at least one finding, sorted, without duplicates"


def of_texts(texts: dict[str, str]) -> Catalogue:
    """Make a content of file texts."""
    return Catalogue((Folder(tuple(sorted((kind, text.encode()) for kind, text in texts.items()))),))


def test_an_id_of_a_rule_is_not_reused_for_a_contraindication() -> None:
    first, second = (made_up(FEVER, rule("a", "fever")).texts() for _ in range(2))
    texts = first | {"contraindications": second["contraindications"] or first["contraindications"]}
    texts["rules"] = (
        '[a]\nrow = "R"\nwhen = ["fever"]\nurgency = "see-soon"\nmassage = "not-today"\nwhy = "So."\nadvice = "see-soon"\neditorial = true\n'
    )
    assert "[a]" in texts["contraindications"]
    error = loading(of_texts(texts))
    assert ("rules.toml", "a", "") == told(error)
    assert error.problem == "this id stands in the content already; ids are never reused"


def test_an_id_of_the_shipped_content_is_not_reused_by_a_pack(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(
        '[chest-pain]\nrow = "R"\nwhen = ["fever"]\nurgency = "see-soon"\nmassage = "not-today"\nwhy = "So."\nadvice = "see-soon"\n',
        encoding="utf-8",
    )
    error = loading(Catalogue.from_folder(tmp_path))
    assert ("rules.toml", "chest-pain", "") == told(error)


def test_a_rule_added_in_code_does_not_reuse_an_id() -> None:
    taken = next(iter(catalogue().rules.values()))
    error = loading(catalogue().with_rules(taken))
    assert ("rules.toml", taken.id, "") == told(error)


def test_a_pack_holds_only_kinds_that_can_be_added_to(tmp_path: Path) -> None:
    (tmp_path / "tools.toml").write_text("", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        catalogue([tmp_path])
    assert told(caught.value) == ("tools.toml", "", "")
    assert caught.value.problem.startswith("a pack may add to advice, contraindications")


def test_triage_refuses_a_broken_content_rather_than_skip_a_rule() -> None:
    content = made_up(FEVER, rule("a", "fever"), rule("b", "fevr")).load()
    with pytest.raises(ContentError, match="unknown finding `fevr`"):
        triage({"fever"}, catalogue=content)


# ---------------------------------------------------------------------------- one edit in a copy of the shipped files


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the shipped files once."""
    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("content") / "data"))


@pytest.fixture
def edited(copied: Path) -> Callable[[str, str, str], Catalogue]:
    """Give a loader of the copy with one edit; the copy on disk is mended at once."""

    def load(kind: str, old: str, new: str) -> Catalogue:
        path = copied / f"{kind}.toml"
        text = path.read_text(encoding="utf-8")
        # The comment at the head of a file speaks of the same fields; it ends at the first blank line.
        schema, blank, records = text.partition("\n\n")
        assert old in records, "the record to break is not there"
        path.write_text(schema + blank + records.replace(old, new, 1), encoding="utf-8")
        try:
            return Catalogue.from_folder(copied)
        finally:
            path.write_text(text, encoding="utf-8")

    return load


def reading(content: Catalogue, kind: str) -> ContentError:
    """Read one kind and give the error that this raises."""
    with pytest.raises(ContentError) as caught:
        getattr(content, kind)
    return caught.value


WRONG_TYPES = {
    "text for a number": ("policy", "block_s = 30", 'block_s = "30"', "", "block_s", "expected a whole number, found text"),
    "true for a number": ("policy", "block_s = 30", "block_s = true", "", "block_s", "expected a whole number, found true or false"),
    "a fraction for a number": ("policy", "block_s = 30", "block_s = 30.0", "", "block_s", "expected a whole number, found a number"),
    "a number for true": (
        "tools",
        "is_planned = true",
        "is_planned = 1",
        "*",
        "is_planned",
        "expected true or false, found a whole number",
    ),
    "text for true": ("tools", "is_planned = true", 'is_planned = "yes"', "*", "is_planned", "expected true or false, found text"),
    "text for a list": ("rules", 'when = ["chest-pain"]', 'when = "chest-pain"', "*", "when", "expected a list, found text"),
    "a number for text": ("findings", 'name = "', "name = 5 # ", "*", "name", "expected text, found a whole number"),
    "a list for text": ("findings", 'kind = "condition"', 'kind = ["condition"]', "*", "kind", "expected one of `symptom`"),
    "text for a table": (
        "policy",
        "hold_s = { low = 20, high = 30 }",
        'hold_s = "20-30"',
        "",
        "hold_s",
        "expected a table, found text",
    ),
    "a value in a list": ("rules", 'when = ["chest-pain"]', "when = [1]", "*", "when", "expected text, found a whole number"),
    "no member of a closed set": ("rules", 'urgency = "emergency"', 'urgency = "at-once"', "*", "urgency", "expected one of `self-care`"),
    "an unknown field": ("rules", 'urgency = "emergency"', 'urgency = "emergency"\nurgent = true', "*", "", "unknown `urgent`"),
    "an unknown field within": ("policy", "low = 20, high = 30 }", "low = 20, high = 30, mid = 25 }", "", "hold_s", "unknown `mid`"),
    "a field that is missing": ("rules", 'urgency = "emergency"\n', "", "*", "urgency", "needs `urgency`"),
    "the id told twice": ("muscles", "[semitendinosus]", '[semitendinosus]\nid = "semitendinosus"', "*", "id", "the table name is the id"),
    "a station that is no table": (
        "variants",
        "[ball-circles.at.chair]",
        "[ball-circles.at]\nbed = 5\n[ball-circles.at.chair]",
        "*",
        "at.bed",
        "expected a table",
    ),
}


@pytest.mark.parametrize("broken", WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_a_value_of_the_wrong_type_is_refused_with_its_place(
    edited: Callable[[str, str, str], Catalogue], broken: tuple[str, str, str, str, str, str]
) -> None:
    """Nothing is coerced: `"60"` is not 60, true is not 1, a text is not a list of letters."""
    kind, old, new, record, field, problem = broken
    error = reading(edited(kind, old, new), kind)
    assert f"{kind}.toml" == error.file
    assert field == error.field
    assert error.record in getattr(catalogue(), kind) if record else not error.record
    assert error.problem.startswith(problem)


@pytest.mark.parametrize("kind", ["rules", "findings", "policy", "glossary"])
def test_what_is_not_toml_is_refused_with_its_file(edited: Callable[[str, str, str], Catalogue], kind: str) -> None:
    error = reading(edited(kind, "\n\n", "\n= no key\n"), kind)
    assert (f"{kind}.toml", "", "") == told(error)
    assert error.problem.startswith("not valid TOML: ")


def test_a_record_that_stands_twice_is_refused(edited: Callable[[str, str, str], Catalogue]) -> None:
    error = reading(edited("muscles", "[semitendinosus]", "[biceps-femoris]"), "muscles")
    assert error.problem.startswith("not valid TOML: ")


@pytest.mark.parametrize("kind", ["rules", "glossary", "policy"])
def test_what_is_not_utf_8_is_refused_with_its_file(copied: Path, kind: str) -> None:
    texts = dict(Folder.load(copied).texts)
    texts[kind] += b"# caf\xe9\n"
    error = reading(Catalogue((Folder(tuple(sorted(texts.items()))),)), kind)
    assert told(error) == (f"{kind}.toml", "", "")
    assert error.problem == "not UTF-8 text"


def test_a_record_that_is_no_table_is_refused(edited: Callable[[str, str, str], Catalogue]) -> None:
    error = reading(edited("muscles", "[biceps-femoris]", "odd = 1\n\n[biceps-femoris]"), "muscles")
    assert told(error) == ("muscles.toml", "odd", "")
    assert error.problem == "expected a table, found a whole number"


@pytest.mark.parametrize(("kind", "field"), [("findings", "name"), ("rules", "why"), ("contraindications", "why")])
def test_triage_refuses_what_only_its_own_reading_would_miss(edited: Callable[[str, str, str], Catalogue], kind: str, field: str) -> None:
    """Triage skims the words of its files; in a content that nobody has checked it reads them all the same."""
    error = loading(edited(kind, f'{field} = "', f"{field} = 5 # "))
    assert (error.file, error.field) == (f"{kind}.toml", field)


def with_file(folder: Path, kind: str, text: bytes) -> Catalogue:
    """Put another text in the place of one file of a folder."""
    texts = dict(Folder.load(folder).texts) | {kind: text}
    return Catalogue((Folder(tuple(sorted(texts.items()))),))


def test_a_file_that_is_too_large_is_refused_with_its_name(copied: Path) -> None:
    content = with_file(copied, "glossary", b"#" * 500_001)
    assert told(reading(content, "glossary")) == ("glossary.toml", "", "")
    assert with_file(copied, "glossary", b"#" * 500_000).glossary == {}


def test_a_line_with_too_many_dots_is_refused_with_its_name(copied: Path) -> None:
    """A hundred in a line are none too many, however many the file holds."""
    assert with_file(copied, "glossary", b"# " + b"." * 100 + b"\n# " + b"." * 50).glossary == {}
    content = with_file(copied, "glossary", b"# " + b"." * 101)
    assert told(reading(content, "glossary")) == ("glossary.toml", "", "")


@pytest.mark.parametrize("kind", ["findings", "rules", "contraindications"])
def test_triage_refuses_a_record_that_is_no_table(copied: Path, kind: str) -> None:
    """What triage skims is refused as what is read whole, with the name of the record."""
    text = dict(Folder.load(copied).texts)[kind]
    error = loading(with_file(copied, kind, b"odd = 1\n" + text))
    assert told(error) == (f"{kind}.toml", "odd", "")


def test_what_is_no_path_is_refused() -> None:
    for path in ("a\0b", "\ud800"):
        with pytest.raises(ContentError, match="not a path"):
            Catalogue.from_folder(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read: No such file or directory"):
        Catalogue.from_folder(tmp_path / "nowhere")


def test_a_folder_without_content_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="expected a folder with content files"):
        Catalogue.from_folder(tmp_path)


def test_the_copy_itself_is_accepted(copied: Path) -> None:
    """So each refusal above is owed to its one edit."""
    content = Catalogue.from_folder(copied)
    for kind in KINDS:
        assert dict(content.kind(kind)) == dict(catalogue().kind(kind))
    for single in SINGLES:
        assert getattr(content, single) == getattr(catalogue(), single)


def test_a_refusal_reads_as_one_line_and_survives_pickling() -> None:
    error = loading(in_rules_file(made_up(FEVER, rule("a", "fevr"))).load())
    assert str(error) == "rules.toml: `a`.when: unknown finding `fevr`, did you mean `fever`?"
    assert told(error) == told(pickle.loads(pickle.dumps(error)))
    assert isinstance(error, ValueError)
