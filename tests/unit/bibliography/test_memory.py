from katern.bibliography import memory
from katern.bibliography.collection import File, read_files
from katern.store import Store


def entries(count):
    return [f"@book{{a{number}, title={{Caf\\'{{e}} {number}}}}}\n" for number in range(count)]


def titles(texts, store):
    sources, _ = read_files([File("a.bib", "".join(texts))], store)
    return [source.fields["title"] for source in sources]


def test_an_edit_makes_pandoc_read_the_entry_and_its_neighbours_only(monkeypatch, tmp_path):
    read = []
    own = memory.read_values
    monkeypatch.setattr(memory, "read_values", lambda batch: read.append(len(batch)) or own(batch))
    store, texts = Store(tmp_path), entries(600)
    first = titles(texts, store)
    assert titles(texts, store) == first
    texts[300] = texts[300].replace("Caf", "Het caf")
    texts.insert(10, "@book{nieuw, title={Nieu\\'{w}}}\n")
    assert titles(texts, store)[301] == "Het café 300"
    assert read[:2] == [600, 0]
    assert read[2] < 400


def test_what_is_remembered_is_what_was_read(tmp_path):
    store, texts = (
        Store(tmp_path),
        [*entries(3), "@book{b, title={\\x}, crossref={weg}}\n", "@article(c, title={Zonder einde}"],
    )
    fresh, again = (read_files([File("a.bib", "".join(texts))], store) for _ in range(2))
    assert again == fresh
    assert [source.value for source in again[0]] == [source.value for source in fresh[0]]
    assert [source.position for source in again[0]] == [source.position for source in fresh[0]]


def test_nothing_is_read_before_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(memory, "read_values", lambda batch: 1 / 0)
    sources, _ = read_files([File("a.bib", "".join(entries(3)))])
    assert [source.key for source in sources] == ["a0", "a1", "a2"]
