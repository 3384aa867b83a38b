//! Lines and columns of a text, found without reading it from its start each time.

/// Bytes between two places whose characters are counted.
const STEP: usize = 512;

/// Where the lines of a text begin, and how many characters precede every [`STEP`]th byte.
///
/// Made once a text: with as many questions as lines, counting from the start each time would take quadratic time.
#[derive(Debug)]
pub(super) struct LineMap {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl LineMap {
    pub(super) fn new(text: &str) -> LineMap {
        let mut starts = vec![0];
        let mut characters = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STEP == 0 {
                characters.push(count);
            }
            count += u32::from(is_first_of_character(byte));
            if byte == b'\n' {
                starts.push(at as u32 + 1);
            }
        }
        LineMap { starts, characters }
    }

    /// The line and column of a byte, from 1; the column counts characters.
    pub(super) fn position(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start as usize <= byte);
        let start = self.starts[line - 1] as usize;
        (line, self.characters_before(text, byte) - self.characters_before(text, start) + 1)
    }

    fn characters_before(&self, text: &str, byte: usize) -> usize {
        let Some(step) = self.characters.len().checked_sub(1).map(|last| last.min(byte / STEP))
        else {
            return 0;
        };
        let rest = &text.as_bytes()[step * STEP..byte];
        let more = rest.iter().filter(|byte| is_first_of_character(**byte)).count();
        self.characters[step] as usize + more
    }
}

fn is_first_of_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_that_counting_finds() {
        let long = "zwölf ".repeat(400);
        for text in ["", "\n", "a\n\nb", "ä\r\nö\n", &long, &format!("{long}\n{long}\nx")] {
            let map = LineMap::new(text);
            let places = (0..=text.len()).filter(|byte| text.is_char_boundary(*byte));
            for byte in places {
                let before = &text[..byte];
                let line = before.split('\n').count();
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                assert_eq!(map.position(text, byte), (line, column), "byte {byte} of {text:?}");
            }
        }
    }
}
