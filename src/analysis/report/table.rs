//! Text in columns.

use comfy_table::{CellAlignment, Table, presets};

/// Rows as lines: the first column to the left, the others to the right, two spaces between them.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).add_rows(rows);
    for (n, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if n == 0 { 0 } else { 2 }, 0));
        if n > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt() + "\n"
}

/// A list of words in lines of at most `width` columns, each line after the first indented.
pub(super) fn wrapped(start: &str, words: &[String], width: usize) -> String {
    let mut lines = vec![start.to_string()];
    for (n, word) in words.iter().enumerate() {
        let word = if n + 1 < words.len() { format!("{word},") } else { word.clone() };
        let line = lines.last_mut().expect("there is a first line");
        if line.chars().count() + 1 + word.chars().count() > width {
            lines.push(format!("  {word}"));
        } else {
            line.push(' ');
            line.push_str(&word);
        }
    }
    lines.join("\n") + "\n"
}

/// The title of a report, with the day of the site after it.
pub(super) fn title(title: &str, as_of: Option<&str>) -> String {
    match as_of {
        Some(day) => format!("{title}, {day}\n\n"),
        None => format!("{title}\n\n"),
    }
}

/// A text cut to a number of characters.
pub(super) fn cut(text: &str, width: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match one_line.chars().count() > width {
        true => one_line.chars().take(width - 1).collect::<String>().trim_end().to_string() + "…",
        false => one_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_words_wrapped_and_cut() {
        let rows = [["a", "10"], ["long", "2"]].map(|r| r.map(String::from).to_vec());
        assert_eq!(table(&rows), "a     10\nlong   2\n");
        let words = ["one", "two", "three"].map(String::from);
        assert_eq!(wrapped("w:", &words, 10), "w: one,\n  two,\n  three\n");
        assert_eq!(cut("one  two\nthree", 9), "one two…");
        assert_eq!(cut("one  two", 9), "one two");
    }
}
