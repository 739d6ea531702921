//! Where does a word end that is followed by a plain separator? Most words are such, and need no further look.

use crate::analysis::term::MAX_WORD_BYTES;
use crate::text::runs::leading_letters;

/// The end of the word that begins at `start`. None unless it consists of ASCII letters only, and is followed by a
/// character that cannot join it to another word.
#[inline]
pub(super) fn simple_word(bytes: &[u8], start: usize) -> Option<usize> {
    let letters = leading_letters(&bytes[start..]);
    let end = start + letters;
    let ended = match bytes.get(end) {
        Some(b' ' | b',' | b'\n' | b';' | b':' | b')' | b'"') => true,
        Some(b'.') => matches!(bytes.get(end + 1), None | Some(b' ' | b'\n')),
        _ => false,
    };
    (ended && (1..=MAX_WORD_BYTES).contains(&letters)).then_some(end)
}
