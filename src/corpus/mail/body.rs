//! How are the pieces of a mail's text and its subject written as fields of a release?

/// The pieces of a text as one, each with whether it is HTML: a plain text where all are plain, else HTML.
pub(super) fn body(pieces: Vec<(&str, bool)>) -> String {
    if pieces.iter().all(|(_, is_html)| !is_html) {
        let texts: Vec<&str> = pieces.into_iter().map(|(text, _)| text).collect();
        return as_plain(&texts.join("\n\n"));
    }
    let pieces = pieces.into_iter().map(|(text, is_html)| {
        if is_html {
            text.to_owned()
        } else {
            format!("<div>{}</div>", escaped(text).replace('\n', "<br>\n"))
        }
    });
    pieces.collect::<Vec<String>>().join("\n")
}

/// A plain text, which may hold addresses in angle brackets, so that these are not read as tags.
fn as_plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    escaped(text)
}

/// A plain text as HTML has it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

/// A subject without what mail programs put before it: `FW:`, `RE:`, `[list-name]`.
pub(super) fn without_prefix(subject: &str) -> &str {
    const PREFIXES: [&str; 5] = ["fw:", "fwd:", "re:", "wg:", "tr:"];
    let mut subject = subject.trim();
    while let Some(rest) = PREFIXES.iter().find_map(|prefix| {
        let start = subject.get(..prefix.len())?;
        start
            .eq_ignore_ascii_case(prefix)
            .then(|| &subject[prefix.len()..])
    }) {
        subject = rest.trim_start();
    }
    subject
}
