//! What became of an input: what was understood, merged, guessed, left as text, dropped, and on which line.
//!
//! Takes notes while a file is read; gives the report for people. [`Account::turned`] remembers words that became something
//! else (a date, a citation's number), so that whatever is missing in the end can be named.

use std::collections::HashMap;

/// What happened to a line, in the order in which the report tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    Merged,
    Guessed,
    Text,
    Dropped,
    Skipped,
    Missing,
}

impl Fate {
    /// Every fate with the headline of its part of the report.
    pub const ALL: [(Fate, &'static str); 6] = [
        (Fate::Merged, "recognised and merged"),
        (Fate::Guessed, "guessed; please look at"),
        (Fate::Text, "not understood and left as text"),
        (Fate::Dropped, "dropped, since agon makes it or it says nothing"),
        (Fate::Skipped, "not written, since the file is there already"),
        (Fate::Missing, "in no file; copy them by hand"),
    ];
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub fate: Fate,
    /// Of the input, from 1.
    pub line: usize,
    pub text: String,
}

/// The account of one input.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// The input's path as it was given.
    pub path: String,
    /// Its name alone, which is what pages may show.
    pub name: String,
    /// What it was read as.
    pub kind: &'static str,
    pub counts: Vec<(usize, String)>,
    pub notes: Vec<Note>,
    turned: Vec<String>,
}

impl Account {
    pub fn of(path: impl Into<String>, name: impl Into<String>) -> Account {
        Account { path: path.into(), name: name.into(), ..Account::default() }
    }
    fn note(&mut self, fate: Fate, line: usize, text: impl Into<String>) {
        let note = Note { fate, line, text: text.into() };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
    pub fn merged(&mut self, line: usize, text: impl Into<String>) {
        self.note(Fate::Merged, line, text);
    }
    pub fn guessed(&mut self, line: usize, text: impl Into<String>) {
        self.note(Fate::Guessed, line, text);
    }
    pub fn left(&mut self, line: usize, text: impl Into<String>) {
        self.note(Fate::Text, line, text);
    }
    /// Words that are deliberately in no file.
    pub fn dropped(&mut self, line: usize, words: &str, why: &str) {
        self.turned(words);
        // all of the words: they are in no file
        self.note(Fate::Dropped, line, format!("\"{}\": {why}", super::blocks::flat(words)));
    }
    pub fn skipped(&mut self, line: usize, words: &str, what: impl Into<String>) {
        self.turned(words);
        self.note(Fate::Skipped, line, what);
    }
    /// Words that became something else, such as `June 4, 2026`.
    pub fn turned(&mut self, words: &str) {
        self.turned.push(words.to_string());
    }
    /// `count` things of a kind, named in the singular; nothing where there are none.
    pub fn count(&mut self, count: usize, one: &str, many: &str) {
        if count > 0 {
            self.counts.push((count, if count == 1 { one.into() } else { many.into() }));
        }
    }

    /// Reports every line of which words are neither in the output nor turned into something else.
    pub fn check(&mut self, lines: &[(usize, String)], output: &[&str]) {
        let mut have: HashMap<String, usize> = HashMap::new();
        for text in output.iter().copied().chain(self.turned.iter().map(String::as_str)) {
            words(text).for_each(|w| *have.entry(w).or_insert(0) += 1);
        }
        for (line, text) in lines {
            let missing: Vec<String> = words(text)
                .filter(|w| match have.get_mut(w) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        false
                    }
                    _ => true,
                })
                .collect();
            if !missing.is_empty() {
                self.note(Fate::Missing, *line, format!("\"{}\"", missing.join(" ")));
            }
        }
    }

    /// The report of this input, in plain words.
    pub fn print(&self, out: &mut String) {
        *out += &format!("{}, read as {}\n", self.path, self.kind);
        let counts: Vec<String> =
            self.counts.iter().map(|(n, what)| format!("{n} {what}")).collect();
        *out += &format!(
            "  understood: {}\n",
            if counts.is_empty() { "nothing".into() } else { counts.join(", ") }
        );
        for (fate, headline) in Fate::ALL {
            let mut notes: Vec<&Note> = self.notes.iter().filter(|n| n.fate == fate).collect();
            notes.sort_by_key(|n| n.line);
            if !notes.is_empty() {
                *out += &format!("  {headline}:\n");
            }
            for note in notes {
                *out += &format!("    {}:{}  {}\n", self.path, note.line, note.text);
            }
        }
    }
}

/// The words of a text: letters and digits, in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// The start of a text, for a line of the report.
pub fn short(text: &str) -> String {
    let text = super::blocks::flat(text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("\"{}…\"", text[..end].trim_end()),
        None => format!("\"{text}\""),
    }
}
