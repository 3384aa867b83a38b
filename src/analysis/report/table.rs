//! Text in columns.

/// Rows as lines: the first column to the left, the others to the right, two spaces between them.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |n: usize| {
        rows.iter().filter_map(|r| r.get(n)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(n, (cell, width))| match n {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
    };
    rows.iter().map(line).collect()
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
