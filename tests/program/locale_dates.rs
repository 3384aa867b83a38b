//! Dates as the shipped languages write them.

use crate::locales::with_own;
use agon::model::locale::Locale;
use agon::model::{Date, IssueDate, MessageId};

#[test]
fn dates_follow_the_patterns_of_the_language() {
    let en = Locale::english();
    let cases = [
        ("2026-06-28", "28 June 2026"),
        ("2026-06-01", "1 June 2026"),
        ("2026-06", "June 2026"),
        ("2026", "2026"),
        ("1984~", "c. 1984"),
        ("2021-21", "Spring 2021"),
        ("2015/..", "since 2015"),
        ("2025-06-23/2025-06-29", "23–29 June 2025"),
        ("2024-03-28/2024-05-03", "28 March – 3 May 2024"),
        ("2024-03/2024-05", "March–May 2024"),
        ("2001/2003", "2001–2003"),
        ("2024-11/2025-02", "November 2024 – February 2025"),
    ];
    for (written, words) in cases {
        let date = IssueDate::parse(written).unwrap();
        assert_eq!(en.issue_date(date), words, "{written}");
        assert_eq!(date.long(), words, "{written}");
    }
    let own = with_own(
        "cs",
        "messages:\n  date.months-of-days: [ledna, února, března, dubna, května, června, července, srpna, září, října, \
         listopadu, prosince]\n  date.day: \"{d}. {month} {y}\"\n",
    );
    assert_eq!(own.date(Date::day(2026, 6, 28)), "28. června 2026");
}

#[test]
fn dates_of_shipped_languages_are_written_by_their_rules() {
    let dates = [
        "2026-06-28",
        "2026-01-01",
        "2026-06",
        "1984~",
        "2021-21",
        "2015/..",
        "2015-03-01/..",
        "2025-06-01/2025-06-29",
        "2024-03-01/2024-05-03",
        "2024-03/2024-05",
        "2001/2003",
        "2024-11/2025-02",
    ];
    let words = |tag: &str| {
        let locale = Locale::new(tag, &[]);
        let written = dates.map(|date| locale.issue_date(IssueDate::parse(date).unwrap()));
        written.to_vec()
    };
    let german = [
        "28. Juni 2026",
        "1. Januar 2026",
        "Juni 2026",
        "ca. 1984",
        "Frühjahr 2021",
        "seit 2015",
        "seit 1. März 2015",
        "1.–29. Juni 2025",
        "1. März – 3. Mai 2024",
        "März–Mai 2024",
        "2001–2003",
        "November 2024 – Februar 2025",
    ];
    let french = [
        "28 juin 2026",
        "1er janvier 2026",
        "juin 2026",
        "vers 1984",
        "printemps 2021",
        "depuis 2015",
        "depuis le 1er mars 2015",
        "1er–29 juin 2025",
        "1er mars – 3 mai 2024",
        "mars–mai 2024",
        "2001–2003",
        "novembre 2024 – février 2025",
    ];
    let arabic = [
        "28 يونيو 2026",
        "1 يناير 2026",
        "يونيو 2026",
        "نحو 1984",
        "ربيع 2021",
        "منذ 2015",
        "منذ 1 مارس 2015",
        "1–29 يونيو 2025",
        "1 مارس – 3 مايو 2024",
        "مارس–مايو 2024",
        "2001–2003",
        "نوفمبر 2024 – فبراير 2025",
    ];
    assert_eq!(words("de"), german);
    assert_eq!(words("fr"), french);
    assert_eq!(words("ar"), arabic);
}

#[test]
fn date_in_a_sentence_has_the_preposition_of_its_precision() {
    let taken_down = |tag: &str| {
        let locale = Locale::new(tag, &[]);
        ["2026-06-01", "2026-06", "2026"].map(|date| {
            let date = Date::parse(date).unwrap();
            locale.format(MessageId::GoneOn, &[("date", date.into())])
        })
    };
    let cases = [
        (
            "en",
            [
                "It was taken down on 1 June 2026.",
                "It was taken down in June 2026.",
                "It was taken down in 2026.",
            ],
        ),
        (
            "de",
            [
                "Sie wurde am 1. Juni 2026 entfernt.",
                "Sie wurde im Juni 2026 entfernt.",
                "Sie wurde 2026 entfernt.",
            ],
        ),
        (
            "fr",
            [
                "Elle a été retirée le 1er juin 2026.",
                "Elle a été retirée en juin 2026.",
                "Elle a été retirée en 2026.",
            ],
        ),
        ("ar", ["سُحبت في 1 يونيو 2026.", "سُحبت في يونيو 2026.", "سُحبت في عام 2026."]),
    ];
    for (tag, expected) in cases {
        assert_eq!(taken_down(tag), expected, "{tag}");
    }
    let season = IssueDate::parse("2021-21").unwrap();
    assert_eq!(Locale::on_date(season), MessageId::DateOnMonth);
}
