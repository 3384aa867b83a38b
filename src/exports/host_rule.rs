//! Characters that hosts give a meaning in a line of their configuration.

use percent_encoding::{AsciiSet, CONTROLS};

/// White space ends a field, `*` and `:` begin placeholders, `$` a variable, brackets and quotes a group.
pub(super) const RESERVED: AsciiSet = CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'$')
    .add(b'*')
    .add(b':')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'{')
    .add(b'}');
