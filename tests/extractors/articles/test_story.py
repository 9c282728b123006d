"""The story comes out of text dumps of pages, whatever stands around it."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.articles import boilerplate
from extractors.articles.story import Story, find_story, finish_story

SHARED = Path(__file__).parents[4] / "shared" / "data"

SIDEBAR = """close

SCROLL UNTUK MELANJUTKAN MEMBACA

31.2 C
Surabaya
Selasa, Maret 4, 2025
(adsbygoogle = window.adsbygoogle || []).push({});

Kapal Perang Vietnam Merapat di Tanjung Perak

spot_img

Surabaya | Lensa Timur – Dua kapal perang Vietnam merapat di pelabuhan pada hari Senin untuk latihan bersama selama lima hari.

Panglima armada menyambut para awak di dermaga dan mengatakan latihan itu sudah lama direncanakan.

“Kami ingin saling mengenal,”.

Menurut dia, Vietnam juga mengundang Indonesia untuk latihan balasan di Da Nang pada tahun depan. (rin)

spot_img

TINGGALKAN KOMENTAR

Silakan masukkan komentar anda!
Silakan masukkan nama Anda di sini

Berita Terpopuler

Pasar Malam Kembali Dibuka Setelah Dua Tahun Tutup Karena Pandemi

Malang | Lensa Timur - Pasar malam di alun-alun kota kembali dibuka pada akhir pekan dan langsung dipadati warga dari berbagai...

Bupati Resmikan Jembatan Gantung Penghubung Dua Desa di Lereng Gunung

Lumajang | Lensa Timur- Bupati meresmikan jembatan gantung sepanjang seratus meter yang menghubungkan dua desa di lereng gunung, dan menjanjikan...
Berita terbaru
Berita Terkait"""

KOMPAS_LIKE = """Beranda
Internasional
Kompas TV
Menlu Retno Bertemu Menlu Turki di Ankara
Kamis, 3 Oktober 2024, 10:15 WIB
Penulis: Siti Rahma
Editor: Bagus W
Bagikan:
Facebook
Twitter
Foto: Menlu kedua negara di Ankara (Dok. Kemlu)
ANKARA, KABAR.com - Menteri Luar Negeri Indonesia bertemu dengan menteri luar negeri Turki di Ankara pada hari Rabu.
Keduanya membahas perdagangan dan keadaan di Gaza, menurut pernyataan kementerian.
Baca juga: Turki Kirim Bantuan ke Gaza Lewat Mesir
ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT
"Kami sepakat meningkatkan kerja sama," kata menteri itu kepada wartawan.
Indonesia dan Turki akan menandatangani perjanjian pertahanan pada bulan depan di Jakarta.
Simak Video "Momen Kedua Menteri Bersalaman"
[Gambas:Video 20detik]
Dapatkan update berita pilihan setiap hari di saluran kami.
Tag:
Turki
Indonesia
Komentar
Ani: Mantap sekali, semoga hubungan kedua negara makin erat dan saling menguntungkan ke depannya.
Copyright 2024 Kabar. All Rights Reserved."""

LIPUTAN_LIKE = """Korsel Kirim Bantuan Beras ke Filipina

Liputan6.com, Seoul - Korea Selatan mengirim ribuan ton beras ke Filipina setelah topan melanda negara itu pekan lalu.

Bantuan itu tiba di Manila pada hari Jumat dan diterima oleh menteri kesejahteraan sosial.

Berita Terkait

Topan Terkuat Tahun Ini Menuju Filipina
Ribuan Warga Manila Mengungsi ke Sekolah
Filipina Nyatakan Keadaan Darurat

Filipina berterima kasih kepada Korea Selatan dan berharap bantuan lain segera menyusul.

Presiden Filipina akan berkunjung ke Seoul pada bulan November, kata juru bicaranya.

Halaman Selanjutnya
Terpopuler
1
Harga Beras Naik Lagi di Tiga Provinsi
2
Jadwal Libur Nasional Tahun Depan"""

WIRE = """Home
World
Sign in
Subscribe
We use cookies and similar technologies to improve your experience, and share data with our partners. Accept all cookies to go on.
Accept all
Turkey recalls ambassador from Sweden after protest
By Ana Ruiz and Tom Beck
Published Oct. 3, 2024 at 9:05 a.m. EDT
Share this
4 min read
ANKARA, Oct 3 (Reuters) - Turkey recalled its ambassador from Sweden on Thursday after a protest outside its embassy in Stockholm.
"We will not accept it," the foreign minister said.
ADVERTISEMENT
The Swedish government said it regretted the incident and had opened an investigation.
Read more: Sweden and Turkey, a history of quarrels
Sign up for our newsletter
Who said what
Finland urged both sides to return to talks, and offered to host them in Helsinki next week.
Norway and Denmark joined that call later on Thursday, officials in Oslo said.
Reporting by Ana Ruiz; Editing by Tom Beck
Our Standards: The Trust Principles.
More from World
Volcano erupts on remote island
Ash rose five kilometres into the air on Thursday above the island, where nobody lives and few ships pass.
Most read
© 2024 The Daily Example"""

WRAPPED = """Kenya sends police to Haiti

NAIROBI (AP) — Kenya sent two hundred police officers to Haiti on
Tuesday, the first of a force that the United Nations approved last
year to help the country against its gangs.

The officers left Nairobi after a ceremony at which the president told
them that the nation was proud of them. The United States is paying
for most of the mission.
"""

AGENCY_END = """Jepang Protes Uji Coba Rudal Korea Utara

TOKYO -- Jepang melayangkan protes kepada Korea Utara pada hari Rabu setelah sebuah rudal jatuh di laut.

Rudal itu terbang selama satu jam sebelum jatuh di luar zona ekonomi eksklusif Jepang, kata pemerintah.

Amerika Serikat dan Korea Selatan mengecam peluncuran tersebut. (Antara/Reuters)
"""

LISTING = """Latest
Minister opens bridge over the northern river
The minister opened a new bridge over the northern river on Monday, two years late and far above its budget...
Farmers ask for rain and get hail instead
Farmers in the south had asked for rain for weeks and on Monday were given hail the size of eggs...
School wins prize for its garden of herbs
A school on the coast has won a national prize for a garden in which pupils grow herbs for the kitchen…
"""

CASES = {
    "sidebar": (SIDEBAR, "Kapal Perang Vietnam Merapat di Tanjung Perak", "Dua kapal perang", "tahun depan.", 4),
    "kompas": (KOMPAS_LIKE, "Menlu Retno Bertemu Menlu Turki di Ankara", "Menteri Luar Negeri", "di Jakarta.", 4),
    "liputan": (LIPUTAN_LIKE, "Korsel Kirim Bantuan Beras ke Filipina", "Korea Selatan mengirim", "juru bicaranya.", 4),
    "wire": (WIRE, "Turkey recalls ambassador from Sweden after protest", "Turkey recalled", "in Oslo said.", 6),
    "wrapped": (WRAPPED, "Kenya sends police to Haiti", "Kenya sent two hundred", "most of the mission.", 2),
    "agency end": (AGENCY_END, "Jepang Protes Uji Coba Rudal Korea Utara", "Jepang melayangkan", "tersebut.", 3),
}


def read(text: str) -> Story:
    story = find_story(text)
    assert story is not None
    return story


@pytest.mark.parametrize("name", CASES)
def test_title_and_borders_of_the_body_are_found(name: str) -> None:
    text, title, first, last, _ = CASES[name]
    story = read(text)
    assert story.title == title
    assert story.body.startswith(first)
    assert story.body.endswith(last)


@pytest.mark.parametrize("name", CASES)
def test_nothing_but_the_story_is_kept(name: str) -> None:
    text, *_, paragraphs = CASES[name]
    assert len(read(text).paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("name", "place", "agency", "byline"),
    [
        ("sidebar", "Surabaya", "Lensa Timur", "rin"),
        ("kompas", "ANKARA", "KABAR.com", "Siti Rahma"),
        ("liputan", "Seoul", "Liputan6.com", None),
        ("wire", "ANKARA", "Reuters", "Ana Ruiz and Tom Beck"),
        ("wrapped", "NAIROBI", "AP", None),
        ("agency end", "TOKYO", "Antara", None),
    ],
)
def test_marks_are_taken_off(name: str, place: str | None, agency: str | None, byline: str | None) -> None:
    story = read(CASES[name][0])
    assert (story.dateline, story.agency, story.byline) == (place, agency, byline)


def test_a_date_beside_the_weather_is_the_day_of_the_page_and_never_of_the_story() -> None:
    story = read(SIDEBAR)
    assert story.page_date == date(2025, 3, 4)
    assert story.published is None


def test_a_date_under_the_title_is_the_publication_time() -> None:
    story = read(KOMPAS_LIKE)
    assert story.page_date is None
    assert story.published is not None
    assert story.published.time == datetime(2024, 10, 3, 3, 15, tzinfo=UTC)
    assert story.published.precision == "minute"


def test_a_date_that_calls_itself_published_is_believed() -> None:
    published = read(WIRE).published
    assert published is not None
    assert published.time == datetime(2024, 10, 3, 13, 5, tzinfo=UTC)


def test_a_date_above_the_title_is_not_the_publication_time() -> None:
    text = "Sunday, 6 October 2024\n\nThe Morning Example\n\n" + WRAPPED
    story = read(text)
    assert story.title == "Kenya sends police to Haiti"
    assert story.published is None


def test_a_box_of_headlines_in_the_middle_goes_and_the_story_goes_on() -> None:
    body = read(LIPUTAN_LIKE).body
    assert "berterima kasih" in body
    assert "Ribuan Warga" not in body
    assert "Harga Beras" not in body
    assert "Jadwal Libur" not in body


def test_a_subheading_stays() -> None:
    assert "Who said what" in read(WIRE).paragraphs


def test_a_list_of_teasers_is_no_story() -> None:
    assert find_story(LISTING) is None


@pytest.mark.parametrize(
    "text", ["", "\n\n \n", "Home\nNews\nSport\n", "Accept all cookies to go on reading our site."]
)
def test_a_page_without_running_text_is_no_story(text: str) -> None:
    assert find_story(text) is None


def test_teasers_go_by_their_shape_when_no_word_list_knows_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump in a layout nobody listed: the same story without one word of boilerplate.toml."""
    expected = read(SIDEBAR)
    nothing = boilerplate.Phrases(frozenset(), (), ())
    monkeypatch.setattr(boilerplate, "_phrases", lambda _kind: nothing)
    story = read(SIDEBAR)
    assert (story.title, story.paragraphs) == (expected.title, expected.paragraphs)


def test_one_cut_off_line_between_two_sentences_belongs_to_the_story() -> None:
    text = WRAPPED.replace(
        "\n\nThe officers", "\n\nNobody in the city quite knew what to make of it...\n\nThe officers"
    )
    assert "Nobody in the city" in read(text).body


def test_pictures_and_posts_in_the_middle_do_not_cut_a_story() -> None:
    first, second = WRAPPED.split("\n\n")[1:]
    caption = (
        "Police officers from Kenya stand beside their aircraft in Port-au-Prince while others unload boxes from it"
    )
    post = "Glad to see them arrive at last\n\n— Ana (@anaruiz) October 7, 2024"
    lone = "A soldier stands guard beside the runway on Tuesday, when the first aircraft came in."
    more = "\n\n".join(["Benin has promised soldiers as well, and Chad is said to be thinking about it."] * 2)
    text = "\n\n".join(
        ["Kenya sends police to Haiti", first, "Scroll down for video", lone, caption, second, post, more]
    )
    body = read(text).body
    assert body.startswith("Kenya sent")
    assert body.endswith("thinking about it.")
    assert "stand beside their aircraft" not in body
    assert "@anaruiz" not in body


def test_a_list_of_headlines_with_summaries_after_the_story_is_left_out() -> None:
    pairs = [
        "Volcano erupts on a remote island in the south\n\nAsh rose five kilometres into the air above the island.",
        "Farmers in the north ask for rain and get hail\n\nThe hail was the size of eggs, and broke many windows.",
    ]
    body = read(WRAPPED + "\n\n" + "\n\n".join(pairs)).body
    assert body == read(WRAPPED).body


def test_a_second_story_with_its_own_dateline_is_left_out() -> None:
    second = "\n\nLAGOS (AP) — Nigeria closed a border post on Tuesday, and traders waited in their lorries.\n"
    assert "Nigeria" not in read(WRAPPED + second).body


def test_a_headline_that_ends_like_a_sentence_is_still_the_title() -> None:
    text = WRAPPED.replace(
        "Kenya sends police to Haiti", "Will two hundred police officers from Kenya change anything in Haiti?"
    )
    story = read(text)
    assert story.title.startswith("Will two hundred")
    assert story.body.startswith("Kenya sent")


def test_windows_line_ends_and_invisible_signs_do_not_matter() -> None:
    dirty = WRAPPED.replace("\n", "\r\n").replace("Haiti", "Hai\u00adti\u200b")
    assert read(dirty).paragraphs == read(WRAPPED).paragraphs


@pytest.mark.parametrize(
    "sentence",
    [
        "The army said that it had shot down the drone over the sea. (Reuters)",
        "Copyright law will be on the table when ministers from both countries meet again in May.",
        "Bergabung dengan NATO tetap menjadi tujuan Ukraina, kata presiden itu pada hari Senin.",
        "By Monday the two armies had pulled back from the border, and the shelling had stopped.",
        "Related talks between China and India ended without a result on the same day, diplomats said.",
        "Oleh karena itu Indonesia meminta kedua pihak menahan diri, kata juru bicara kementerian.",
        "Watch towers along the border were manned again by Polish soldiers, the ministry said.",
    ],
)
def test_sentences_that_begin_like_boilerplate_stay(sentence: str) -> None:
    story = finish_story(
        "Title", ["An opening paragraph that has nothing to do with it at all.", sentence, "It ended there."]
    )
    assert len(story.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Rusia dan Tiongkok Gelar Latihan Bersama",
        "BACA JUGA: Rusia dan Tiongkok Gelar Latihan Bersama di Laut Jepang Pekan Depan.",
        "Read more: Why the talks failed",
        "Simak Video: Detik-detik Rudal Jatuh",
        "ADVERTISEMENT",
        "Advertisement - Scroll to continue reading",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Pilihan Editor: Lima Hal tentang Perjanjian Itu",
        "Artikel ini telah tayang di Kabar.com dengan judul yang sama.",
        "Reporting by Ana Ruiz; Editing by Tom Beck",
        "window.dataLayer = window.dataLayer || [];",
        "https://example.com/story",
        "By Ana Ruiz",
        "Share this article",
        "Foto: Presiden tiba di istana",
        "* * *",
    ],
)
def test_boilerplate_inside_a_body_goes(line: str) -> None:
    before, after = "An opening paragraph that has nothing to do with it at all.", "It ended there, and nobody spoke."
    assert finish_story("Title", [before, line, after]).paragraphs == (before, after)


@pytest.mark.parametrize(
    "line", ["Komentar", "Leave a Reply", "© 2024 The Daily Example", "Berita Terpopuler", "MOST READ"]
)
def test_nothing_after_the_end_of_a_page_is_kept(line: str) -> None:
    before = "An opening paragraph that has nothing to do with it at all."
    assert finish_story("Title", [before, line, "A comment by somebody who has read it."]).paragraphs == (before,)


def test_the_acceptance_article_comes_out_exactly() -> None:
    text_file, meta_file = SHARED / "seeds" / "article_id.txt", SHARED / "gold" / "seed_meta.json"
    if not (text_file.is_file() and meta_file.is_file()):
        pytest.skip(f"no {text_file.name} beside the repository: the acceptance article was not checked")
    meta = json.loads(meta_file.read_text(encoding="utf-8"))
    story = read(text_file.read_text(encoding="utf-8"))
    assert hashlib.sha1(story.title.encode()).hexdigest() == meta["title_sha1"]
    whole = [f"{story.dateline} | {story.agency} – {story.paragraphs[0]}", *story.paragraphs[1:]]
    whole[-1] += f" ({story.byline})"
    assert hashlib.sha1("\n".join(whole).encode()).hexdigest() == meta["body_sha1_of_lines_joined_by_newline"]
    assert story.page_date == date.fromisoformat(meta["page_date"]["iso"])
    assert story.published is None
