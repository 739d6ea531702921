//! Is a line a telephone number, a mail address, or a name that goes with one?

use crate::text::normalize::letters_and_digits;

/// Whether a short line is a telephone number, a mail address, or a label of them.
pub(crate) fn is_contact(line: &str) -> bool {
    if line.len() > 90 {
        // An address below a letter, with dots between its parts.
        let parts = line.split(['•', '|', '·', '\u{f0b7}']).count();
        return line.len() <= 160 && parts >= 3 && has_phone(line);
    }
    let lower = line.to_ascii_lowercase();
    let announces = [
        "contact:",
        "contacts:",
        "contacto:",
        "contact",
        "media contact",
        "press contact",
        "media inquiries",
        "for media inquiries",
        "for more information, contact",
        "for more information about this enforcement action, contact",
        "email:",
        "phone:",
        "cell:",
        "office:",
        "fax:",
        "tel:",
    ]
    .iter()
    .any(|label| {
        lower.strip_prefix(label).is_some_and(|rest| {
            rest.is_empty()
                || label.ends_with(':')
                || rest.starts_with([':', 's', ' ']) && rest.len() < 40
        })
    });
    announces || is_number_or_mail(&lower)
}

/// Whether the line is a telephone number or a mail address, with little around it.
fn is_number_or_mail(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let words = line.bytes().filter(u8::is_ascii_alphabetic).count();
    let mail = line
        .split(' ')
        .any(|word| word.contains('@') && word.contains('.'));
    (mail && line.split(' ').count() <= 4)
        || ((7..=22).contains(&digits)
            && line.contains(['-', '.', '/', ')'])
            && words <= 24
            && line
                .bytes()
                .filter(|b| *b == b'-' || *b == b'.' || *b == b'/')
                .count()
                >= 1
            && has_phone(line))
}

/// Whether the line has a telephone number: `555-0100` with or without an area code, not the years `1997-2000`.
fn has_phone(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.windows(8).enumerate().any(|(at, window)| {
        let begins = at == 0 || !bytes[at - 1].is_ascii_digit();
        begins
            && window[..3].iter().all(u8::is_ascii_digit)
            && matches!(window[3], b'-' | b'.' | b' ' | b'/')
            && window[4..7].iter().all(u8::is_ascii_digit)
            && (window[7].is_ascii_digit() || window[7] == b'-')
    })
}

/// Whether a line before a telephone number can be the name of the person to call.
pub(crate) fn is_contact_name(line: &str, title: &str) -> bool {
    line.len() <= 60
        && !line.contains('#')
        && !line.ends_with(['.', '?', '!', ';'])
        && !line.bytes().any(|byte| byte.is_ascii_digit())
        && line.split(' ').count() <= 7
        && !letters_and_digits(title).contains(&letters_and_digits(line))
}
