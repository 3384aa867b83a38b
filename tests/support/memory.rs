//! Sites made in memory for tests: texts in, a linked and checked site with everything that was found out.

use agon::analysis::checks::check;
use agon::analysis::reasoning::Reasoning;
use agon::content::parse::parse;
use agon::diagnostics::Report;
use agon::linking::link;
use agon::model::{Date, Day, Site};
use agon::source::{Files, SourceFile};

/// A site with its texts and what was found in it, sorted.
pub(crate) struct Built {
    pub files: Files,
    pub site: Site,
    pub report: Report,
}

/// The day that sites of tests are built for unless they say another.
pub(crate) const TODAY: Day = Day::Today(Date { year: 2026, month: 11, day: 20 });

/// Takes `(path, text)` with paths from `content/`, in any order. Touches no disk.
pub(crate) fn site_of<P: AsRef<str>, T: AsRef<str>>(texts: &[(P, T)], day: Day) -> Built {
    let text = |(path, body): &(P, T)| SourceFile {
        path: path.as_ref().into(),
        body: body.as_ref().into(),
    };
    let mut texts: Vec<SourceFile> = texts.iter().map(text).collect();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let files = Files::new(texts);
    let mut report = Report::default();
    let raw = parse(&files, &mut report);
    let site = link(raw, &files, Vec::new(), day, &mut report);
    check(&site, &Reasoning::new(&site, &files), &mut report);
    agon::exports::addresses::check(&agon::pages::Ctx::new(&site, &files), day, &mut report);
    agon::exports::social_cards::check(&agon::pages::Ctx::new(&site, &files), &mut report);
    report.sort(&files);
    Built { files, site, report }
}
