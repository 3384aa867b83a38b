//! Four styles of a citation: APA 7, MLA 9, Chicago 18 (author and date) and Harvard (Cite Them Right 12).
//!
//! Takes a work, gives a line of HTML with `<em>` and nothing else. Written here and not by hayagriva 0.10: it was
//! measured at 7.5 ms a source for the four (this: 0.013 ms, on the same loaded machine), so ten thousand sources would
//! cost more than everything else together; its archive adds 3.5 MB and 140 ms to load; it writes `(2026,)` for a page
//! dated by its year and leaves out a newspaper that is recorded as the publisher. Where it is right, its lines are the
//! known answers of the tests.

use super::work::*;
use crate::markdown::escape;

/// A line while it is written. Ends of sentences look at what was written last.
#[derive(Default)]
struct Line {
    html: String,
    last: Option<char>,
}

impl Line {
    fn text(&mut self, text: &str) {
        escape(text, &mut self.html);
        self.last = text.chars().last().or(self.last);
    }
    fn em(&mut self, text: &str) {
        self.html.push_str("<em>");
        self.text(text);
        self.html.push_str("</em>");
    }
    fn quoted(&mut self, text: &str) {
        self.text("‘");
        self.text(text);
        self.text("’");
    }
    /// Ends a sentence, once.
    fn stop(&mut self) {
        if !matches!(self.last, None | Some('.' | '?' | '!')) {
            self.text(".");
        }
    }
    fn gap(&mut self) {
        if !self.html.is_empty() {
            self.text(" ");
        }
    }
    /// A sentence of its own.
    fn sentence(&mut self, text: &str) {
        if !text.is_empty() {
            self.gap();
            self.text(text);
            self.stop();
        }
    }
    fn title(&mut self, face: Face, title: &str) {
        match face {
            Face::Plain => self.text(title),
            Face::Italic => self.em(title),
            Face::Quoted => self.quoted(title),
        }
    }
    /// Several names between commas, the venue in italics.
    fn list(&mut self, venue: Option<&str>, rest: &[String]) {
        if let Some(venue) = venue {
            self.em(venue);
        }
        let mut any = venue.is_some();
        for part in rest.iter().filter(|p| !p.is_empty()) {
            if any {
                self.text(", ");
            }
            self.text(part);
            any = true;
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Face {
    Plain,
    Italic,
    Quoted,
}

pub fn apa(work: &Work) -> String {
    let mut line = Line::default();
    let date = match work.issued {
        None => "(n.d.)".to_string(),
        Some(day) if work.by_year() || day.1 == 0 => format!("({})", day.0),
        Some(day) => format!("({}, {})", day.0, month_day(day)),
    };
    let house_first = work.authors.is_empty() && work.kind == "webpage";
    let mut names: Vec<String> = work.authors.iter().map(|n| n.initials(" ")).collect();
    if work.others && !names.is_empty() {
        line.text(&format!("{}, et al.", names.join(", ")));
    } else if names.len() > 20 {
        let last = names.pop().unwrap_or_default();
        names.truncate(19);
        names.push(format!("… {last}"));
        line.text(&names.join(", "));
    } else {
        names.extend(work.publisher.filter(|_| house_first).map(str::to_string));
        line.text(&joined(&names, ", ", ", & "));
    }
    let face = if work.venue().is_some() && work.shelf() != Shelf::Loose {
        Face::Plain
    } else {
        Face::Italic
    };
    let title_first = names.is_empty();
    if title_first {
        apa_title(&mut line, work, face);
    }
    line.stop();
    line.sentence(&date);
    if !title_first {
        line.gap();
        apa_title(&mut line, work, face);
        line.stop();
    }
    if let Some(venue) = work.venue() {
        line.gap();
        if work.shelf() == Shelf::Part {
            line.text("In ");
        }
        line.em(venue);
        line.stop();
    }
    line.sentence(work.house().filter(|_| !house_first).unwrap_or_default());
    if let Some(address) = work.address() {
        line.gap();
        if let (None, Some(day)) = (work.issued, work.accessed) {
            line.text(&format!("Retrieved {}, from ", whole(day)));
        }
        line.text(&address);
    }
    line.html
}

fn apa_title(line: &mut Line, work: &Work, face: Face) {
    line.title(face, work.title);
    match (work.number, work.genre, work.kind) {
        (Some(number), ..) => line.text(&format!(" ({})", numbered(number, "No."))),
        (None, Some(genre), _) => line.text(&format!(" [{}]", capital(genre))),
        (None, None, "post") => line.text(" [Online post]"),
        (None, None, "dataset") => line.text(" [Data set]"),
        (None, None, "interview" | "broadcast" | "speech") => {
            line.text(&format!(" [{}]", capital(work.kind)))
        }
        _ => {}
    }
}

pub fn mla(work: &Work) -> String {
    let mut line = Line::default();
    line.sentence(&match &work.authors[..] {
        [] => String::new(),
        [one] if !work.others => one.inverted(),
        [one, two] if !work.others => format!("{}, and {}", one.inverted(), two.straight()),
        [one, ..] => format!("{}, et al", one.inverted()),
    });
    line.gap();
    let alone = work.shelf() == Shelf::Volume || work.kind == "webpage" && work.container.is_none();
    line.title(if alone { Face::Italic } else { Face::Quoted }, &cased(work));
    line.stop();
    let date = work.issued.map(|day| {
        if matches!(work.shelf(), Shelf::Part) || work.kind == "book" {
            day.0.to_string()
        } else {
            short(day)
        }
    });
    let mut rest = Vec::new();
    rest.extend(work.number.map(|n| numbered(n, "no.")));
    rest.extend(work.house().map(str::to_string));
    rest.extend(date);
    rest.extend(work.address());
    if work.venue().is_some() || !rest.is_empty() {
        line.gap();
        line.list(work.venue(), &rest);
        line.stop();
    }
    if let (None, Some(day)) = (work.issued, work.accessed) {
        line.sentence(&format!("Accessed {}", short(day)));
    }
    line.html
}

pub fn chicago(work: &Work) -> String {
    let mut line = Line::default();
    let house_first = work.authors.is_empty() && work.kind == "webpage" && work.publisher.is_some();
    let name = |(n, name): (usize, &Name)| if n == 0 { name.inverted() } else { name.straight() };
    let names: Vec<String> = work.authors.iter().enumerate().map(name).collect();
    match names.len() {
        0 if house_first => line.sentence(work.publisher.unwrap_or_default()),
        0 => {}
        1..=6 if !work.others => line.sentence(&joined(&names, ", ", ", and ")),
        _ => line.sentence(&format!("{}, et al.", names[..names.len().min(3)].join(", "))),
    }
    let face = if work.shelf() == Shelf::Volume { Face::Italic } else { Face::Quoted };
    let title_first = line.html.is_empty();
    let title = |line: &mut Line| {
        line.gap();
        line.title(face, &cased(work));
        line.stop();
    };
    if title_first {
        title(&mut line);
    }
    line.sentence(&work.issued.map_or("n.d.".to_string(), |day| day.0.to_string()));
    if !title_first {
        title(&mut line);
    }
    let day = work
        .issued
        .filter(|_| !work.by_year() || work.kind == "article")
        .map(month_day)
        .unwrap_or_default();
    line.sentence(&work.number.map(|n| numbered(n, "No.")).unwrap_or_default());
    let house = work.house().filter(|_| !house_first).map(str::to_string);
    let preprint = (work.kind == "article").then(|| "Preprint".to_string());
    let rest: Vec<String> =
        preprint.into_iter().chain(house).chain([day]).filter(|p| !p.is_empty()).collect();
    if work.venue().is_some() || !rest.is_empty() {
        line.gap();
        if work.shelf() == Shelf::Part && work.venue().is_some() {
            line.text("In ");
        }
        line.list(work.venue(), &rest);
        line.stop();
    }
    if let (None, Some(day)) = (work.issued, work.accessed) {
        line.sentence(&format!("Accessed {}", whole(day)));
    }
    line.sentence(&work.address().unwrap_or_default());
    line.html
}

pub fn harvard(work: &Work) -> String {
    let mut line = Line::default();
    let names: Vec<String> = work.authors.iter().map(|n| n.initials("")).collect();
    let year = work.issued.map_or("(no date)".to_string(), |day| format!("({})", day.0));
    let italic = work.shelf() == Shelf::Volume || work.kind == "webpage";
    let face = if italic { Face::Italic } else { Face::Quoted };
    match names.len() {
        0 => line.title(face, work.title),
        1..=3 if !work.others => line.text(&joined(&names, ", ", " and ")),
        _ => {
            line.text(&format!("{} ", names[0]));
            line.em("et al.");
        }
    }
    line.text(&format!(" {year}"));
    if !names.is_empty() {
        line.text(" ");
        line.title(face, work.title);
    }
    if let Some(venue) = work.venue() {
        line.text(match (work.shelf(), names.is_empty()) {
            (Shelf::Part, _) => ", in ",
            (_, true) => " ",
            (_, false) => ", ",
        });
        line.em(venue);
    }
    let day =
        work.issued.filter(|_| work.shelf() == Shelf::Article && !work.by_year()).map(day_month);
    if let Some(day) = day.filter(|d| !d.is_empty()) {
        line.text(&format!(", {day}"));
    }
    line.stop();
    line.sentence(&work.number.filter(|_| italic).map(|n| numbered(n, "No.")).unwrap_or_default());
    line.sentence(work.house().unwrap_or_default());
    if let Some(address) = work.address() {
        let accessed =
            work.accessed.map(|day| format!(" (Accessed: {})", whole(day))).unwrap_or_default();
        line.gap();
        line.text(&format!("Available at: {address}{accessed}."));
    }
    line.html
}

/// `a, b, & c`.
fn joined(names: &[String], comma: &str, last: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., end] => format!("{}{last}{end}", rest.join(comma)),
    }
}

fn cased(work: &Work) -> String {
    if work.foreign.is_some() { work.title.to_string() } else { title_case(work.title) }
}

/// `arXiv:2604.17413` says what it is; a bare number does not.
fn numbered(number: &str, word: &str) -> String {
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        format!("{word} {number}")
    } else {
        number.to_string()
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
