use super::*;

/// The message, the marked text and the text with the fix.
fn found(text: &str, line: usize) -> Option<(String, String, String)> {
    let slip = slip(text, line)?;
    let mut fixed = text.to_string();
    if let Some((range, replacement)) = slip.fix {
        fixed.replace_range(range, &replacement);
    }
    Some((slip.message, text[slip.range].to_string(), fixed))
}

#[test]
fn each_slip_has_its_own_message_and_fix() {
    for (text, line, message, mark, fixed) in [
        (
            "- id: x\n\ttype: a\n\ttitle: b\n",
            1,
            "a tab indents this line",
            "\t",
            "- id: x\n  type: a\n  title: b\n",
        ),
        (
            "- id: x\n\u{a0} type: a\n",
            1,
            "a no-break space indents this line",
            "\u{a0}",
            "- id: x\n  type: a\n",
        ),
        (
            "a: 1\nstatus:active\n",
            1,
            "a space is missing after the colon",
            ":",
            "a: 1\nstatus: active\n",
        ),
        ("-id: x\n", 0, "a space is missing after the hyphen", "-", "- id: x\n"),
        (
            "title: \"Pay\nkind: x\n",
            1,
            "the quote is not closed",
            "\"",
            "title: \"Pay\"\nkind: x\n",
        ),
        ("title: \"Pay”\n", 0, "the quote is not closed", "\"", "title: \"Pay\"\n"),
        ("title: \"Pay\",\n", 0, "a comma ends this line", ",", "title: \"Pay\"\n"),
        (
            "title: 'It's pay'\n",
            0,
            "an apostrophe ends the quoted text",
            "s pay'",
            "title: \"It's pay\"\n",
        ),
        (
            "title: \"Pay\" rises\n",
            0,
            "words follow a text in quotes",
            "rises",
            "title: '\"Pay\" rises'\n",
        ),
        ("path: \"C:\\files\"\n", 0, "", "", ""),
        (
            "path: \"C:\\Files\"\n",
            0,
            "this backslash starts no escape that YAML knows",
            "\\F",
            "path: 'C:\\Files'\n",
        ),
        ("title: @pay\n", 0, "a text without quotes cannot start with @", "@", "title: \"@pay\"\n"),
        (
            "title: Pay: does it rise?\n",
            0,
            "a text without quotes cannot have a colon and a space in it",
            ":",
            "title: \"Pay: does it rise?\"\n",
        ),
        (
            "- {id: x, source: [@daily], value: 2}\n",
            0,
            "a text without quotes cannot start with @",
            "@",
            "- {id: x, source: \"[@daily]\", value: 2}\n",
        ),
        ("title: [Draft] Pay\n", 0, "words follow a list", " Pay", "title: \"[Draft] Pay\"\n"),
        (
            "related: [a, b\nkind: x\n",
            1,
            "the bracket is not closed",
            "[",
            "related: [a, b]\nkind: x\n",
        ),
        (
            "title Pay rises\nkind: x\n",
            1,
            "this line has no colon after its key",
            "title",
            "title: Pay rises\nkind: x\n",
        ),
        (
            "title = Pay\nkind: x\n",
            1,
            "this line has no colon after its key",
            "title",
            "title: Pay\nkind: x\n",
        ),
        (
            "- id: x\n type: a\n",
            1,
            "this key is indented by 1, and the key above it by 2",
            " ",
            "- id: x\n  type: a\n",
        ),
    ] {
        let expected = (message.to_string(), mark.to_string(), fixed.to_string());
        let expected = Some(expected).filter(|_| !message.is_empty());
        assert_eq!(found(text, line), expected, "{text}");
    }
}
